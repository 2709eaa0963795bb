import type { Rows } from '../catalogue/rows.ts';
import { isGood } from '../good-backup.ts';

/** Bytes that the next backup of every store will take, as the last good one of each did. */
export const sumNextRound = async (rows: Rows): Promise<number> => {
  const [read] = await rows.$queryRaw<{ bytes: bigint | null }[]>`
    SELECT sum(good."storedBytes")::bigint AS bytes FROM "DataStore" s
    CROSS JOIN LATERAL (
      SELECT b."storedBytes" FROM "Backup" b
      WHERE b."dataStoreId" = s.id AND ${isGood('b')}
      ORDER BY b."createdAt" DESC, b.id DESC LIMIT 1) good`;
  return Number(read?.bytes ?? 0);
};
