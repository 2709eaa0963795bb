import { RespError } from '../resp/resp-error.ts';

export const MARK_BYTES = 40;
const LONGEST_LINE = 1024;
const LF = 10;
const CR = 13;

/** How the end of the file is known. */
export type SyncEnd = { length: number } | { mark: Buffer };

export type SyncStep =
  | { kind: 'more' }
  /** The server refused: its error line. */
  | { kind: 'refused'; text: string }
  /** The file begins at `next` of the chunk. */
  | { kind: 'file'; end: SyncEnd; next: number };

/**
 * Reads what a server answers to PSYNC before the file: bare newlines that keep the link alive while it saves,
 * `+FULLRESYNC <id> <offset>`, newlines again, then `$<length>` or `$EOF:<40 bytes>`.
 */
export class SyncReply {
  #line = '';
  #resync = false;

  read(chunk: Buffer): SyncStep {
    let at = 0;
    for (;;) {
      const feed = chunk.indexOf(LF, at);
      const stop = feed < 0 ? chunk.length : feed;
      this.#line += chunk.toString('latin1', at, stop > at && chunk[stop - 1] === CR ? stop - 1 : stop);
      if (this.#line.length > LONGEST_LINE)
        throw new RespError('the answer to PSYNC does not end', this.#line);
      if (feed < 0) return { kind: 'more' };
      at = feed + 1;
      const line = this.#line;
      this.#line = '';
      if (line === '') continue;
      if (line.startsWith('-')) return { kind: 'refused', text: line.slice(1) };
      if (!this.#resync) this.#checkResync(line);
      else return { kind: 'file', end: readEnd(line), next: at };
    }
  }

  #checkResync(line: string): void {
    if (!/^\+FULLRESYNC [0-9a-f]{40} -?\d+$/i.test(line))
      throw new RespError('an answer to PSYNC that is none', line);
    this.#resync = true;
  }
}

const readEnd = (line: string): SyncEnd => {
  if (/^\$\d{1,15}$/.test(line)) return { length: Number(line.slice(1)) };
  if (line.startsWith('$EOF:') && line.length === 5 + MARK_BYTES)
    return { mark: Buffer.from(line.slice(5), 'latin1') };
  throw new RespError('no beginning of a file', line);
};
