import type { NextBackup } from '#lib/domain/next-round-space';
import { type Rows, toNumber } from '../catalogue/rows.ts';
import { isGood } from '../good-backup.ts';

type Read = { name: string; storedBytes: bigint | null; usedMemory: bigint | null; memoryNow: number | null };

/** Every store that has a good backup or a schedule, with what tells how large its next backup will be. */
export const listNextRound = async (rows: Rows): Promise<NextBackup[]> => {
  const read = await rows.$queryRaw<Read[]>`
    SELECT s.name, good."storedBytes", good."usedMemory", (s.probe #>> '{memory,used}')::float8 AS "memoryNow"
    FROM "DataStore" s
    LEFT JOIN "Policy" p ON p."dataStoreId" = s.id AND p.enabled
    LEFT JOIN LATERAL (
      SELECT b.id, b."storedBytes", b."usedMemory" FROM "Backup" b
      WHERE b."dataStoreId" = s.id AND ${isGood('b')}
      ORDER BY b."createdAt" DESC, b.id DESC LIMIT 1) good ON true
    WHERE good.id IS NOT NULL OR p."dataStoreId" IS NOT NULL`;
  return read.map(({ name, storedBytes, usedMemory, memoryNow }) => ({
    dataStoreName: name,
    last:
      storedBytes === null ? null : { storedBytes: Number(storedBytes), usedMemory: toNumber(usedMemory) },
    usedMemory: memoryNow,
  }));
};
