import type { ByteSource } from '#lib/domain/ports/engine';
import { abortError } from '#lib/platform/network/socket-errors';
import { LineSplitter } from '../graphson/line-splitter.ts';

/** The lines of an artefact, those of a chunk at a time, good until the next ones are asked for; `onBytes` hears the length of each chunk. */
export async function* sourceLines(
  source: ByteSource,
  signal: AbortSignal,
  onBytes: (length: number) => void = () => {},
): AsyncGenerator<Buffer[]> {
  let lines: Buffer[] = [];
  const splitter = new LineSplitter((line) => lines.push(line));
  for await (const chunk of source(signal)) {
    if (signal.aborted) throw abortError(signal);
    onBytes(chunk.length);
    splitter.write(chunk);
    if (lines.length > 0) yield lines;
    lines = [];
  }
}
