import { Prisma } from '../generated/client.ts';
import type { Rows } from './rows.ts';

/** Those after which another restore changed the same store's data, or is about to. One that failed before it touched anything does not count. */
export const supersededRestores = async (rows: Rows, ids: readonly string[]): Promise<Set<string>> => {
  if (ids.length === 0) return new Set();
  const read = await rows.$queryRaw<{ id: string }[]>`
    SELECT r.id FROM "Restore" r
    WHERE r.id IN (${Prisma.join([...ids])}) AND EXISTS (
      SELECT 1 FROM "Restore" l
      WHERE l."dataStoreId" = r."dataStoreId" AND (l."createdAt", l.id) > (r."createdAt", r.id)
        AND NOT (l.status IN ('failed', 'cancelled') AND l."targetState" = 'untouched'))`;
  return new Set(read.map(({ id }) => id));
};
