import { Prisma } from './generated/client.ts';

/** `isGoodBackup` of the domain, for the rows of `Backup` under this alias. */
export const isGood = (alias: string): Prisma.Sql => {
  const row = Prisma.raw(alias);
  return Prisma.sql`(${row}.status = 'available' AND ${row}.trigger <> 'safety')`;
};

/** The same, for a query without SQL. */
export const GOOD = { status: 'available', trigger: { not: 'safety' } } satisfies Prisma.BackupWhereInput;

/**
 * Whether it is a good one, or was until its files were removed: that one has its size still, and one that failed never
 * had any.
 */
export const wasGood = (alias: string): Prisma.Sql => {
  const row = Prisma.raw(alias);
  return Prisma.sql`(${isGood(alias)} OR (${row}.status IN ('deleting', 'deleted') AND ${row}.trigger <> 'safety'
    AND ${row}."storedBytes" IS NOT NULL AND ${row}."statusBefore" IS DISTINCT FROM 'damaged'))`;
};
