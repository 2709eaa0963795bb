import type { Cursor } from '#lib/domain/views/cursor';
import type { Rows } from '../catalogue/rows.ts';
import { Prisma } from '../generated/client.ts';

/** Counting stops here: a list says `more than 10,000`. */
export const COUNTED = 10_000;

/** The rows beyond a cursor, as a condition on `createdAt, id` of the table alias. */
export const beyond = (cursor: Cursor | null, alias: string, idType: 'text' | 'uuid'): Prisma.Sql => {
  if (cursor === null) return Prisma.sql`true`;
  const columns = Prisma.raw(`(${alias}."createdAt", ${alias}.id)`);
  const sign = Prisma.raw(cursor.direction === 'after' ? '<' : '>');
  return Prisma.sql`${columns} ${sign} (${cursor.at}::timestamptz, ${cursor.id}::${Prisma.raw(idType)})`;
};

export const keysetOrder = (cursor: Cursor | null, alias: string): Prisma.Sql => {
  const direction = cursor?.direction === 'before' ? 'ASC' : 'DESC';
  return Prisma.raw(`${alias}."createdAt" ${direction}, ${alias}.id ${direction}`);
};

/** Exact up to the limit; null above. */
export const countUpTo = async (rows: Rows, from: Prisma.Sql, limit = COUNTED): Promise<number | null> => {
  const [row] = await rows.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM (SELECT 1 ${from} LIMIT ${limit + 1}) counted`;
  const count = Number(row!.count);
  return count > limit ? null : count;
};
