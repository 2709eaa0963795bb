import { type EarlierBackup, likelyStoredBytes } from './storage-space.ts';
import type { SpaceState } from './views/installation-view.ts';
import { bytesWords, countOf } from './words/figures.ts';

/** A data store that will be backed up again. `usedMemory`: bytes, as it was last asked; null: nobody knows. */
export type NextBackup = { dataStoreName: string; last: EarlierBackup | null; usedMemory: number | null };
/** Bytes; null: nobody knows. */
export type Room = { freeBytes: number | null; totalBytes: number | null };

/** With room for fewer rounds than this a person should know, however large the storage is. */
const FEW_ROUNDS = 3;
/** With fewer than this, and a tenth of the storage left: a large one that retention keeps level is no trouble. */
const SOME_ROUNDS = 10;
/** Whatever the backups take: the database, or what else is on the same disk, grows too. */
const LOW_BYTES = 2e9;

const ENOUGH: SpaceState = { ok: true, reason: null, level: 'enough' };
const NAMED = 3;

type Sized = { name: string; bytes: number };

/** Whether the next backup of every store finds room, and how often it still will. */
export const spaceState = ({ freeBytes, totalBytes }: Room, next: readonly NextBackup[]): SpaceState => {
  if (freeBytes === null) return ENOUGH;
  const sized = next
    .map(({ dataStoreName, last, usedMemory }) => ({
      name: dataStoreName,
      bytes: likelyStoredBytes(last, usedMemory ?? 0),
    }))
    .toSorted((one, other) => other.bytes - one.bytes);
  const round = sized.reduce((sum, { bytes }) => sum + bytes, 0);
  if (round > freeBytes) return { ok: false, level: 'full', reason: shortageWords(freeBytes, sized, round) };
  const rounds = round > 0 ? Math.floor(freeBytes / round) : Number.POSITIVE_INFINITY;
  const share = totalBytes ? freeBytes / totalBytes : 0;
  const low =
    rounds < FEW_ROUNDS ||
    (rounds < SOME_ROUNDS && share < 0.1) ||
    (freeBytes < LOW_BYTES && totalBytes !== null && share < 0.05);
  return low ? { ok: false, level: 'low', reason: lowWords(freeBytes, totalBytes, rounds) } : ENOUGH;
};

/** The stores whose next backup fits on no account; where each one would, what they take together. */
const shortageWords = (free: number, sized: readonly Sized[], round: number): string => {
  const alone = sized.filter(({ bytes }) => bytes > free);
  if (alone.length === 0)
    return `${bytesWords(free)} are free, and the next backups of ${listed(sized.map(({ name }) => name))} take about ${bytesWords(round)} together.`;
  const takes = alone.map(({ name, bytes }) => `${name} (about ${bytesWords(bytes)})`);
  return `${bytesWords(free)} are free, and the next ${alone.length === 1 ? 'backup' : 'backups'} of ${listed(takes)} ${alone.length === 1 ? 'does' : 'do'} not fit.`;
};

const lowWords = (free: number, total: number | null, rounds: number): string => {
  const of = total === null ? '' : ` of ${bytesWords(total)}`;
  const left = Number.isFinite(rounds)
    ? `, room for about ${countOf(rounds, 'more backup')} of every data store`
    : '';
  return `${bytesWords(free)}${of} are free${left}.`;
};

/** `a, b and c`, or `a, b, c and 4 more`. */
const listed = (names: readonly string[]): string => {
  const shown = names.slice(0, NAMED);
  const more = names.length - shown.length;
  const last = more > 0 ? `${more} more` : shown.pop();
  return shown.length > 0 ? `${shown.join(', ')} and ${last}` : `${last}`;
};
