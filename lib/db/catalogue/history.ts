import { HISTORY_DAYS, SLOT_DAYS } from '#lib/domain/history';
import type { History } from '#lib/domain/ports/catalogue';
import type { Rows } from './rows.ts';

export const historyOf = (rows: Rows): History => ({
  // A restore after which nobody changed its store's data stays: it says what the data is, and may be taken up again.
  forgetOperations: async (limit) => {
    const [{ forgotten } = { forgotten: 0 }] = await rows.$queryRaw<{ forgotten: number }[]>`
      WITH over AS (
        SELECT o.id, o."restoreId" FROM "Operation" o
        WHERE o.state IN ('completed', 'failed', 'cancelled')
          AND o."finishedAt" < now() - make_interval(days => ${HISTORY_DAYS}::int)
          AND (o.kind <> 'restore' OR EXISTS (
            SELECT 1 FROM "Restore" r JOIN "Restore" l ON l."dataStoreId" = r."dataStoreId"
            WHERE r.id = o."restoreId" AND (l."createdAt", l.id) > (r."createdAt", r.id)
              AND NOT (l.status IN ('failed', 'cancelled') AND l."targetState" = 'untouched')))
        ORDER BY o."finishedAt" LIMIT ${limit}
        FOR UPDATE OF o SKIP LOCKED),
      restores AS (DELETE FROM "Restore" WHERE id IN (SELECT "restoreId" FROM over)),
      operations AS (DELETE FROM "Operation" WHERE id IN (SELECT id FROM over) RETURNING 1)
      SELECT count(*)::int AS forgotten FROM operations`;
    return forgotten;
  },
  forgetSlots: async (limit) =>
    await rows.$executeRaw`
      DELETE FROM "Slot" WHERE id IN (
        SELECT id FROM "Slot" WHERE "createdAt" < now() - make_interval(days => ${SLOT_DAYS}::int)
        ORDER BY "createdAt" LIMIT ${limit} FOR UPDATE SKIP LOCKED)`,
});
