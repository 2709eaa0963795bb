/** Keys whose answers may be outstanding: enough to fill a link with a round trip of some milliseconds. */
const MOST_KEYS = 2000;
const FIRST_KEYS = 8;
/** The server keeps answers that were not read yet in its memory: about so many bytes. */
const MOST_BYTES = 8 << 20;
/** A single value counts as this much at most in the average, or one giant would slow down all that follow. */
const MOST_SAMPLED = 16 << 20;
/** Keys over which the average is taken. */
const SAMPLE_KEYS = 4000;

/** How many keys to ask for at once, by the size of the values that came. It begins low and doubles. */
export class AnswerWindow {
  #keys = 0;
  #bytes = 0;
  #size = FIRST_KEYS;

  sample(bytes: number): void {
    this.#keys += 1;
    this.#bytes += Math.min(bytes, MOST_SAMPLED);
  }

  /** The size to use from now on. */
  adjust(): number {
    if (this.#keys < this.#size >> 1) return this.#size;
    const byBytes = Math.floor((MOST_BYTES * this.#keys) / (this.#bytes + 1));
    this.#size = Math.max(1, Math.min(MOST_KEYS, byBytes, 2 * this.#size));
    if (this.#keys > SAMPLE_KEYS) {
      this.#keys /= 2;
      this.#bytes /= 2;
    }
    return this.#size;
  }
}
