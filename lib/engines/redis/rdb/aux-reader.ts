import { AuxValue } from './aux-value.ts';
import { type ByteCursor, copyBytes } from './byte-cursor.ts';
import type { RdbFactsCollector } from './rdb-facts-collector.ts';
import type { RdbVisitor } from './rdb-visitor.ts';
import { StringReader } from './string-reader.ts';

/** KeyDB tells of a member's expiry by two aux fields behind its key. */
const MEMBER = 'keydb-subexpire-key';
const MEMBER_TIME = 'keydb-subexpire-when';

/** Reads aux fields: what they tell goes to the facts and to the visitor. */
export class AuxReader {
  readonly #facts: RdbFactsCollector;
  readonly #visitor: RdbVisitor;
  readonly #name = new StringReader(1024 * 1024, 'the name of an aux field');
  readonly #value = new AuxValue();
  #named: string | null = null;
  #member: Uint8Array | null = null;

  constructor(facts: RdbFactsCollector, visitor: RdbVisitor) {
    this.#facts = facts;
    this.#visitor = visitor;
  }

  /** True when the field has been read, false when the bytes ran out before. */
  read(cursor: ByteCursor): boolean {
    if (this.#named === null) {
      if (!this.#name.read(cursor)) return false;
      this.#named = this.#name.text();
    }
    // A member of a set is wanted whole: it has the length of a key at most.
    if (!this.#value.read(cursor, this.#named === MEMBER)) return false;
    this.#tell(this.#named);
    this.#named = null;
    return true;
  }

  #tell(name: string): void {
    if (name === MEMBER) {
      const member = this.#value.plain();
      this.#member = copyBytes(member, 0, member.length);
    } else if (name === MEMBER_TIME && this.#member !== null) {
      this.#facts.memberExpiry();
      this.#visitor.memberExpiry?.(this.#member, Number(this.#value.text()));
      this.#member = null;
    } else {
      const value = this.#value.text();
      this.#facts.aux(name, value);
      this.#visitor.aux?.(name, value);
    }
  }
}
