/** The least that a peer must send in any stretch of time. */
export type Pace = { bytes: number; overMs: number };

/** About a kilobyte a second: whoever sends less has not the aim to come to an end. */
export const LEAST_PACE: Pace = { bytes: 320 * 1024, overMs: 5 * 60_000 };

/** A timer that fires this much too late did so because the process stood still, not the peer. */
const STANDSTILL_MS = 2000;

/**
 * Looks whether bytes come fast enough, one stretch after another. The deadline on silence cannot: one byte now and then
 * keeps it from firing for ever. A stretch in which reading was paused is not judged.
 */
export class PaceWatch {
  readonly #pace: Pace;
  readonly #tooSlow: (bytes: number) => void;
  #timer: NodeJS.Timeout | null = null;
  #bytes = 0;
  #isPaused = false;
  #wasPaused = false;

  /** `tooSlow` may `stop` it. */
  constructor(pace: Pace, tooSlow: (bytes: number) => void) {
    this.#pace = pace;
    this.#tooSlow = tooSlow;
    this.#begin();
  }

  moved(bytes: number): void {
    this.#bytes += bytes;
  }

  paused(isPaused: boolean): void {
    this.#isPaused = isPaused;
    this.#wasPaused ||= isPaused;
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #begin(): void {
    const due = performance.now() + this.#pace.overMs;
    this.#bytes = 0;
    this.#wasPaused = this.#isPaused;
    this.#timer = setTimeout(() => {
      const stoodStill = performance.now() - due > STANDSTILL_MS;
      if (this.#bytes < this.#pace.bytes && !this.#wasPaused && !stoodStill) this.#tooSlow(this.#bytes);
      if (this.#timer !== null) this.#begin();
    }, this.#pace.overMs);
    this.#timer.unref();
  }
}
