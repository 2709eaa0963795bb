import { AmberError } from '../errors.ts';

/** Where a page begins: after (older than) or before (newer than) a row, by time and id. */
export type Cursor = { direction: 'after' | 'before'; at: Date; id: string };

const writeCursor = ({ direction, at, id }: Cursor): string =>
  `${direction === 'after' ? 'a' : 'b'}${at.getTime()}.${id}`;

/** The page of rows that are older than a time, newest first. */
export const cursorBefore = (at: Date): string => `a${at.getTime()}.00000000-0000-0000-0000-000000000000`;

const CURSOR = /^([ab])(\d{1,15})\.([a-z0-9_-]{1,40})$/;

/** Throws `invalid-input` for a text that no page gave out. */
export const readCursor = (text: string | undefined): Cursor | null => {
  if (text === undefined) return null;
  const parts = CURSOR.exec(text);
  if (parts === null)
    throw new AmberError('invalid-input', 'This page is not there. Begin at the first one.');
  return { direction: parts[1] === 'a' ? 'after' : 'before', at: new Date(Number(parts[2])), id: parts[3]! };
};

/**
 * Makes a page of up to `size` rows from `size + 1` read rows, which come newest first after a cursor and oldest first
 * before one.
 */
export const pageOf = <Row extends { id: string }>(
  read: readonly Row[],
  { cursor, size, at }: { cursor: Cursor | null; size: number; at(row: Row): Date },
): { rows: Row[]; next: string | null; previous: string | null } => {
  const more = read.length > size;
  const rows = read.slice(0, size);
  const backwards = cursor?.direction === 'before';
  if (backwards) rows.reverse();
  const first = rows[0];
  const last = rows.at(-1);
  const hasNewer = backwards ? more : cursor !== null;
  const hasOlder = backwards ? true : more;
  return {
    rows,
    previous: first && hasNewer ? writeCursor({ direction: 'before', at: at(first), id: first.id }) : null,
    next: last && hasOlder ? writeCursor({ direction: 'after', at: at(last), id: last.id }) : null,
  };
};
