import type { RedisProbe } from '#lib/domain/data-store';
import type { RdbFacts } from '#lib/domain/rdb-facts';
import { bytesWords } from '#lib/domain/words/figures';
import { canSplit } from '#lib/engines/redis/restore/pieces/can-write-in-pieces';
import type { Check } from './artefact.ts';
import { enumeration } from './enumeration.ts';

/** How many large values the parser keeps by name. */
const KEPT = 16;
const NAMED = 3;
const MEBIBYTE = 1024 * 1024;

type Large = RdbFacts['largest'][number];

const cure = ({ product }: RedisProbe, bytes: number): string => {
  const least = Math.ceil(bytes / MEBIBYTE);
  return product === 'dragonfly'
    ? `start the target with --max_bulk_len=${least * MEBIBYTE}`
    : `raise the limit with CONFIG SET proto-max-bulk-len ${least}mb`;
};

const countWords = (unfit: number, isAll: boolean): string => {
  if (!isAll) return `At least ${unfit} values are`;
  return unfit === 1 ? 'One value is' : `${unfit} values are`;
};

const named = (values: readonly Large[]): string => {
  const names = values
    .slice(0, NAMED)
    .map(({ key, type, payloadBytes }) => `"${key}" (${type}, ${bytesWords(payloadBytes)})`);
  return values.length > NAMED ? `${names.join(', ')} and others` : enumeration(names);
};

/**
 * A value above the longest argument that the target takes resets the connection in the middle of the restore. Most are
 * written in pieces; those that cannot are refused here, by name.
 */
export const checkLargeValues: Check = ({ contents }, target) => {
  const max = target.maxBulkBytes;
  const above = contents.largest.filter(({ payloadBytes }) => payloadBytes > max);
  const unfit = above.filter(({ type, payloadBytes }) => !canSplit(type, payloadBytes, max));
  if (unfit.length === 0) return [];
  // With every remembered value above the limit there may be more that nobody remembers.
  const subject = countWords(unfit.length, above.length < KEPT);
  const text =
    `${subject} above the target's limit of ${bytesWords(max)} for one argument and cannot be written in pieces: ` +
    `${named(unfit)}; ${cure(target, Math.max(...unfit.map((value) => value.payloadBytes)))}`;
  return [{ id: 'large-values', outcome: 'refuse', text }];
};
