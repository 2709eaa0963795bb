import type { Rows } from '../catalogue/rows.ts';
import { Prisma } from '../generated/client.ts';

const literally = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

const LETTER = /[\p{L}\p{N}]/u;
/** Three letters in a row, or a letter after something else: what the trigram index knows of a text within another. */
const INDEXED = /[\p{L}\p{N}]{3}|[^\p{L}\p{N}][\p{L}\p{N}]/u;
/** Where a word begins: at the start of a text, after a space or a hyphen. */
const BEGINNINGS = ['', '% ', '%-'];
/** The store's name begins on the second line of `searchText`. */
const NAME_BEGINS = '%\n';

/** More stores than this are looked up for each backup: a list of so many ids is no key to an index. */
const MOST_STORES = 1_000;

/** A text to look for, and the stores whose present name holds it; null where these are too many to name. */
export type Sought = { patterns: Patterns; stores: readonly string[] | null } | null;
type Patterns = { text: readonly string[]; lines: readonly string[] };

/**
 * Prepares `holdsText`. One or two letters are sought where words begin, and a text without any letter or digit is found
 * nowhere: for these a million rows would have to be read.
 */
export const findText = async (rows: Rows, text: string): Promise<Sought> => {
  const patterns = patternsOf(text);
  if (patterns === null) return null;
  const found = await rows.$queryRaw<{ id: string }[]>`
    SELECT id FROM "DataStore" s WHERE ${isLike('s.name', patterns.text)} LIMIT ${MOST_STORES + 1}`;
  return { patterns, stores: found.length > MOST_STORES ? null : found.map(({ id }) => id) };
};

const patternsOf = (text: string): Patterns | null => {
  const sought = literally(text);
  if (INDEXED.test(text)) return { text: [`%${sought}%`], lines: [`%${sought}%`] };
  if (!LETTER.test(text)) return null;
  const begin = (beginning: string) => `${beginning}${sought}%`;
  return { text: BEGINNINGS.map(begin), lines: [...BEGINNINGS, NAME_BEGINS].map(begin) };
};

/**
 * The backups that hold a text, whatever its case, in what a list shows of them: the description, and the name that
 * their store has now, or had at the time where it is gone. `searchText` is the key to these, and the name in it that of
 * the time: a store may be renamed without a change of its backups, however many they are.
 */
export const holdsText = (alias: string, sought: Sought): Prisma.Sql => {
  if (sought === null) return Prisma.sql`false`;
  const { patterns, stores } = sought;
  const backup = Prisma.raw(alias);
  const keyed = patterns.lines.map((line) => Prisma.sql`${backup}."searchText" LIKE ${lowered(line)}`);
  // NOT IN: one look at all stores, where the planner takes NOT EXISTS for a look for each backup, and walks no list.
  const held = Prisma.sql`(${Prisma.join(keyed, ' OR ')}) AND (${isLike(`${alias}.description`, patterns.text)}
    OR ${backup}."dataStoreId" NOT IN (SELECT s.id FROM "DataStore" s))`;
  if (stores?.length === 0) return Prisma.sql`(${held})`;
  const named = stores
    ? Prisma.sql`${backup}."dataStoreId" = ANY(${[...stores]}::text[])`
    : Prisma.sql`${backup}."dataStoreId" IN (SELECT s.id FROM "DataStore" s WHERE ${isLike('s.name', patterns.text)})`;
  return Prisma.sql`(${named} OR (${held}))`;
};

// Both sides by the database's own rules: JavaScript makes two letters of İ, and another sigma at the end of a word.
const lowered = (pattern: string): Prisma.Sql => Prisma.sql`lower(${pattern}::text)`;

const isLike = (column: string, patterns: readonly string[]): Prisma.Sql => {
  const lower = Prisma.raw(`lower(${column})`);
  const any = patterns.map((pattern) => Prisma.sql`${lower} LIKE ${lowered(pattern)}`);
  return Prisma.sql`(${Prisma.join(any, ' OR ')})`;
};
