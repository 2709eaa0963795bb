import type { Run } from '#lib/domain/operation';
import type { RdbFacts } from '#lib/domain/rdb-facts';
import { RdbParser } from './rdb-parser.ts';
import type { RdbVisitor } from './rdb-visitor.ts';

/** Reads a plain RDB file to its end, with progress and abort. */
export const inspectRdb = async (
  source: AsyncIterable<Uint8Array>,
  run?: Run,
  visitor?: RdbVisitor,
): Promise<RdbFacts> => {
  const parser = new RdbParser(visitor);
  for await (const chunk of source) {
    run?.signal.throwIfAborted();
    parser.write(chunk);
    run?.progress({ phase: 'Verifying', bytes: parser.bytes, keys: parser.keys });
  }
  return parser.end();
};
