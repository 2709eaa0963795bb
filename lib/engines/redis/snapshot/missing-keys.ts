import { AmberError } from '#lib/domain/errors';
import { countOf, countWords } from '#lib/domain/words/figures';

export type KeyCounts = {
  database: number;
  /** Keys that a walk over the database brought. */
  read: number;
  /** What the store counted before and after it. */
  before: number;
  after: number;
  /** Keys that the store may count although they are over: a replica leaves their removal to its master. */
  mayBeOver: number;
};

/** A shortfall up to this part of the keys is what any busy store has: keys go while they are read. */
const USUAL = 0.01;
const MOST = 0.5;

/**
 * Keys that a store says it held all the while, and that a walk did not bring; of these, more than half is what no use
 * of a store explains. A master removes what has expired when SCAN meets it (measured with Redis 7.0, Valkey 9.1, KeyDB
 * 6.3 and Dragonfly 1.40), so that its second count holds none of them.
 */
export const missingKeys = ({
  read,
  before,
  after,
  mayBeOver,
}: Omit<KeyCounts, 'database'>): { missing: number; extent: 'usual' | 'notable' | 'most' } => {
  const held = Math.min(before, after);
  const missing = Math.max(0, held - read - mayBeOver);
  if (missing > held * MOST) return { missing, extent: 'most' };
  return { missing, extent: missing > held * USUAL ? 'notable' : 'usual' };
};

const heldWords = ({ database, before, after }: KeyCounts): string =>
  `Database ${database} held ${countOf(Math.min(before, after), 'key')} or more all the while, as the store counts`;

export const missingKeysLine = (counts: KeyCounts): string =>
  `${heldWords(counts)}, and ${countWords(counts.read)} could be read. Those removed meanwhile are not in the backup; if none were, SCAN does not give them all.`;

export const missingKeysError = (counts: KeyCounts): AmberError =>
  new AmberError(
    'store-protocol',
    `${heldWords(counts)}, but its SCAN and DUMP gave only ${countWords(counts.read)}: a backup would miss the rest. If a proxy stands before the server, connect Amber to the server itself.`,
  );
