import { AmberError } from '#lib/domain/errors';
import { decimal, type IdKey, idKey } from '../graphson/element-id.ts';
import { IdTable } from '../graphson/id-table.ts';
import { edgeEnds, headOf } from '../graphson/line-head.ts';

const ID = /^-?\d{1,19}$/;

/** From the ids that vertices had to those that the target gave them. */
export class NewIds {
  readonly #keep: boolean;
  readonly #table: IdTable;
  /** Old ids of static vertices. */
  readonly #static: IdTable;

  constructor(scratch: string, keep: boolean) {
    this.#keep = keep;
    this.#table = new IdTable(scratch);
    this.#static = new IdTable(scratch);
  }

  /** @param given the target's ids for vertices, in the order of their old ones; none where ids are kept */
  learn(ids: readonly IdKey[], given: readonly string[]): void {
    for (const [i, old] of ids.entries()) {
      const now = this.#keep ? old : this.#read(given[i] ?? '');
      this.#table.add(old.high, old.low, now.high, now.low);
    }
  }

  markStatic(old: IdKey): void {
    this.#static.add(old.high, old.low);
  }

  touchesStatic(line: Buffer): boolean {
    if (this.#static.size === 0) return false;
    const ends = this.#ends(line);
    return this.#static.get(ends.out.high, ends.out.low) || this.#static.get(ends.in.high, ends.in.low);
  }

  /**
   * How an edge's line begins with its ends as the target calls them, and how many bytes of the line that stands for; null
   * where an end is not there.
   */
  withNewEnds(line: Buffer): { start: string; instead: number } | null {
    const ends = this.#ends(line);
    const out = this.#find(ends.out);
    const into = out === null ? null : this.#find(ends.in);
    if (out === null || into === null) return null;
    if (this.#keep) return { start: '', instead: 0 };
    const id = (value: string) => `{"@type":"g:Int64","@value":${value}}`;
    return {
      start: `E{"outV":${id(out)},"inV":${id(into)},`,
      // ids that are text may hold characters of several bytes
      instead: Buffer.byteLength(ends.text),
    };
  }

  close(): void {
    this.#table.close();
    this.#static.close();
  }

  #read(given: string): IdKey {
    if (!ID.test(given)) {
      throw new AmberError('store-protocol', 'The target gave a vertex an id that is no number.');
    }
    return idKey(given, undefined);
  }

  #find(old: IdKey): string | null {
    if (!this.#table.get(old.high, old.low)) return null;
    return this.#keep ? '' : decimal(this.#table.valueHigh, this.#table.valueLow);
  }

  #ends(line: Buffer) {
    const ends = headOf(line, edgeEnds);
    if (ends === null) throw new AmberError('malformed', 'An edge of the artefact is damaged.');
    return ends;
  }
}
