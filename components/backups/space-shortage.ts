import { likelyStoredBytes } from '#lib/domain/storage-space';
import type { DataStoreDetail } from '#lib/domain/views/data-store-view';
import { bytesWords } from '#lib/domain/words/figures';

type Measured = {
  lastBackup: Pick<NonNullable<DataStoreDetail['lastBackup']>, 'storedBytes' | 'usedMemory'> | null;
  memory: DataStoreDetail['memory'];
  storage: Pick<DataStoreDetail['storage'], 'freeBytes'>;
};

/** Why the next backup likely does not fit, in words; null when it likely does or nobody knows. */
export const spaceShortage = ({ lastBackup, memory, storage: { freeBytes } }: Measured): string | null => {
  if (freeBytes === null || (!memory && !lastBackup)) return null;
  // a graph is on disk: its last backup alone tells how much the next one takes
  const likely = likelyStoredBytes(lastBackup, memory?.used ?? null);
  if (likely <= freeBytes) return null;
  return `${bytesWords(freeBytes)} are free, and it will take about ${bytesWords(likely)}.`;
};
