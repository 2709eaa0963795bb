import type { PreflightCheck } from './restore.ts';
import { bytesWords } from './words/figures.ts';

/** A backup of the same store that is there. Bytes. */
export type EarlierBackup = { storedBytes: number; usedMemory: number | null };

/** Without an earlier backup: a third of the memory used has been enough for every compressed file seen. */
const SHARE_OF_MEMORY = 1 / 3;

/** Bytes that a backup of a store likely takes: what its last one took, grown as its memory has grown since. */
export const likelyStoredBytes = (last: EarlierBackup | null, usedMemory: number | null): number => {
  // A graph is on disk, and nobody counts it: without an earlier backup nothing tells its size.
  if (usedMemory === null) return last?.storedBytes ?? 0;
  if (last === null) return Math.ceil(usedMemory * SHARE_OF_MEMORY);
  const growth = last.usedMemory ? Math.max(1, usedMemory / last.usedMemory) : 1;
  return Math.ceil(last.storedBytes * growth);
};

/** Room for a safety backup. `free` is null where the storage cannot tell. Nothing to say: no check. */
export const safetySpaceCheck = (
  free: number | null,
  needed: number,
  outcome: 'warn' | 'refuse',
): PreflightCheck[] => {
  if (free === null) return [];
  const figure = `${bytesWords(needed)} of ${bytesWords(free)} free`;
  return free < needed
    ? [
        {
          id: 'safety-space',
          outcome,
          text: 'The storage has too little room for a safety backup. Free some space or delete backups, or restore without one',
          figure,
        },
      ]
    : [{ id: 'safety-space', outcome: 'pass', text: 'The storage has room for a safety backup', figure }];
};
