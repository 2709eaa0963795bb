import type { PartState } from './views/installation-view.ts';
import { bytesWords } from './words/figures.ts';

/** Below this much nobody should wait for the next backup to fail. Bytes. */
const LOW_BYTES = 256 * 1024 * 1024;

/**
 * Whether one more backup of every store finds room.
 * @param freeBytes null: nobody knows
 * @param nextRoundBytes what the newest good backups of all stores take together
 */
export const spaceState = (freeBytes: number | null, nextRoundBytes: number): PartState => {
  if (freeBytes === null || freeBytes >= Math.max(LOW_BYTES, nextRoundBytes))
    return { ok: true, reason: null };
  const round =
    nextRoundBytes > 0
      ? `, and one more backup of every store takes about ${bytesWords(nextRoundBytes)}`
      : '';
  return { ok: false, reason: `${bytesWords(freeBytes)} are free${round}.` };
};
