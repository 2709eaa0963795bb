import type { ByteSource } from '#lib/domain/ports/engine';
import { abortError } from '#lib/platform/network/socket-errors';
import { LineSplitter } from '../graphson/line-splitter.ts';

/** The lines of an artefact, those of a chunk at a time; `onBytes` hears the length of each chunk. */
export async function* sourceLines(
  source: ByteSource,
  signal: AbortSignal,
  onBytes: (length: number) => void = () => {},
): AsyncGenerator<string[]> {
  let lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line.toString('utf8')));
  for await (const chunk of source(signal)) {
    if (signal.aborted) throw abortError(signal);
    onBytes(chunk.length);
    splitter.write(chunk);
    if (lines.length > 0) yield lines;
    lines = [];
  }
}
