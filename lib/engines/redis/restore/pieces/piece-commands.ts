import type { Pipeline } from '../pipeline.ts';
import { bulkBytes, putBulk, putLineEnd, putNumber } from '../resp-bytes.ts';

/** One short command as a whole. */
export const writeCommand = (pipeline: Pipeline, args: readonly (string | Uint8Array)[]): void => {
  const bytes = args.map((arg) => (typeof arg === 'string' ? Buffer.from(arg, 'utf8') : arg));
  pipeline.beginCommand();
  pipeline.room(bytes.reduce((sum, arg) => sum + bulkBytes(arg.length), bulkBytes(0)));
  const { out } = pipeline;
  out[pipeline.at] = 0x2a;
  let at = putLineEnd(out, putNumber(out, pipeline.at + 1, bytes.length));
  for (const arg of bytes) at = putBulk(out, at, arg);
  pipeline.at = at;
  pipeline.endCommand();
};
