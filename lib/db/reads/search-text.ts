import { Prisma } from '../generated/client.ts';

const literally = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

const LETTER = /[\p{L}\p{N}]/u;
/** Three letters in a row, or a letter after something else: what the trigram index knows of a text within another. */
const INDEXED = /[\p{L}\p{N}]{3}|[^\p{L}\p{N}][\p{L}\p{N}]/u;
/** Where a word begins: at the start of the description or the store's name, after a space or a hyphen. */
const BEGINNINGS = ['', '% ', '%-', '%\n'];

/**
 * The backups that hold a text in their description or their store's name, whatever its case. One or two letters are
 * sought where words begin, and a text without any letter or digit is found nowhere: for these a million rows would
 * have to be read.
 */
export const holdsText = (alias: string, text: string): Prisma.Sql => {
  const column = Prisma.raw(`${alias}."searchText"`);
  const sought = literally(text.toLowerCase());
  if (INDEXED.test(text)) return Prisma.sql`${column} LIKE ${`%${sought}%`}`;
  if (!LETTER.test(text)) return Prisma.sql`false`;
  const patterns = BEGINNINGS.map((beginning) => Prisma.sql`${column} LIKE ${`${beginning}${sought}%`}`);
  return Prisma.sql`(${Prisma.join(patterns, ' OR ')})`;
};
