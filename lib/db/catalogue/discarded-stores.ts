import type { BackupId, DataStoreId } from '#lib/domain/ids';
import type { DiscardedStores } from '#lib/domain/ports/discarded-stores';
import { deletionWaitsUntil } from '../deletion-pause.ts';
import { Prisma } from '../generated/client.ts';
import { isRead } from './is-read.ts';
import type { Rows } from './rows.ts';

const canGo = Prisma.sql`b.status IN ('available', 'damaged', 'failed', 'cancelled') AND NOT ${isRead('b')}
  AND coalesce(${deletionWaitsUntil('b')} <= now(), true)`;

export const discardedStoresOf = (rows: Rows): DiscardedStores => ({
  insert: async (dataStoreId) => {
    await rows.$executeRaw`
      INSERT INTO "DiscardedStore" ("dataStoreId") VALUES (${dataStoreId}) ON CONFLICT DO NOTHING`;
  },
  withBackups: async (limit) => {
    const found = await rows.$queryRaw<{ dataStoreId: DataStoreId }[]>`
      SELECT d."dataStoreId" FROM "DiscardedStore" d
      WHERE EXISTS (SELECT FROM "Backup" b WHERE b."dataStoreId" = d."dataStoreId" AND ${canGo})
      ORDER BY d."discardedAt" LIMIT ${limit}`;
    return found.map(({ dataStoreId }) => dataStoreId);
  },
  lockBackups: async (dataStoreId, limit) => {
    const locked = await rows.$queryRaw<{ id: BackupId }[]>`
      SELECT b.id FROM "Backup" b WHERE b."dataStoreId" = ${dataStoreId} AND ${canGo}
      LIMIT ${limit} FOR UPDATE OF b SKIP LOCKED`;
    // A restore that began between the look at its row and the lock is seen only now.
    const free = await rows.$queryRaw<{ id: BackupId }[]>`
      SELECT b.id FROM "Backup" b WHERE b.id = ANY(${locked.map(({ id }) => id)}::text[]) AND NOT ${isRead('b')}`;
    return free.map(({ id }) => id);
  },
  forgetEmptied: async () => {
    await rows.$executeRaw`
      DELETE FROM "DiscardedStore" d
      WHERE NOT EXISTS (
        SELECT FROM "Backup" b WHERE b."dataStoreId" = d."dataStoreId" AND b.status <> 'deleted')`;
  },
});
