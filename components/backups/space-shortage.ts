import type { DataStoreDetail } from '#lib/domain/views/data-store-view';
import { bytesWords } from '#lib/domain/words/figures';

type Measured = Pick<DataStoreDetail, 'lastBackup' | 'memory' | 'keys'> & {
  storage: Pick<DataStoreDetail['storage'], 'freeBytes'>;
};

/**
 * Why the next backup likely does not fit, in words; null when it likely does or nobody knows. It is guessed by the
 * last one and how the keys have grown since; without one by the memory in use, which a backup seldom reaches.
 */
export const spaceShortage = ({
  lastBackup,
  memory,
  keys,
  storage: { freeBytes },
}: Measured): string | null => {
  if (freeBytes === null) return null;
  const free = `${bytesWords(freeBytes)} are free`;
  if (lastBackup) {
    const growth = keys && lastBackup.keys > 0 ? Math.max(1, keys / lastBackup.keys) : 1;
    const likely = lastBackup.storedBytes * growth;
    return likely > freeBytes ? `${free}, and it will take about ${bytesWords(likely)}.` : null;
  }
  if (!memory || memory.used <= freeBytes) return null;
  return `${free}, and the store uses ${bytesWords(memory.used)} of memory. A backup is smaller as a rule.`;
};
