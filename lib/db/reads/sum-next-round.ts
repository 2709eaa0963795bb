import type { Rows } from '../catalogue/rows.ts';

/** Which backup is a good one: `isGoodBackup` says the same. */
export const sumNextRound = async (rows: Rows): Promise<number> => {
  const [read] = await rows.$queryRaw<{ bytes: bigint | null }[]>`
    SELECT sum(good."storedBytes")::bigint AS bytes FROM "DataStore" s
    CROSS JOIN LATERAL (
      SELECT b."storedBytes" FROM "Backup" b
      WHERE b."dataStoreId" = s.id AND b.status = 'available' AND b.trigger <> 'safety'
      ORDER BY b."createdAt" DESC, b.id DESC LIMIT 1) good`;
  return Number(read?.bytes ?? 0);
};
