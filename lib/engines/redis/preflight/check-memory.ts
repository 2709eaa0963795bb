import type { RedisProbe } from '#lib/domain/data-store';
import type { PreflightCheck } from '#lib/domain/restore';
import { bytesWords } from '#lib/domain/words/figures';
import type { Artefact, Check } from './artefact.ts';

/** Above this share of the limit the estimate is too close to call. */
const NARROW = 0.9;

/** Memory that the data took where it came from, bytes; null when neither manifest nor file says it. */
const needed = ({ contents, usedMemory }: Artefact): number | null => {
  if (usedMemory !== null && usedMemory > 0) return usedMemory;
  const said = Number(contents.aux['used-mem']);
  return Number.isFinite(said) && said > 0 ? said : null;
};

const withLimit = (artefact: Artefact, target: RedisProbe, max: number): PreflightCheck => {
  const need = needed(artefact);
  if (need === null) {
    // The file is smaller than the data in memory: a file above the limit cannot fit, below it nobody knows.
    const file = artefact.contents.bytes;
    const figure = `${bytesWords(file)} file, ${bytesWords(max)} limit`;
    return file > max
      ? { id: 'memory', outcome: 'refuse', text: `The data does not fit; ${cure(target, file)}`, figure }
      : { id: 'memory', outcome: 'warn', text: 'The backup does not say how much memory it needs', figure };
  }
  const figure = `${bytesWords(need)} of ${bytesWords(max)}`;
  if (need > max)
    return { id: 'memory', outcome: 'refuse', text: `Memory: too little; ${cure(target, need)}`, figure };
  if (need > max * NARROW)
    return { id: 'memory', outcome: 'warn', text: 'Memory: it only just fits', figure };
  return { id: 'memory', outcome: 'pass', text: 'Memory', figure };
};

const cure = ({ product }: RedisProbe, need: number): string => {
  const least = bytesWords(Math.ceil(need * 1.1));
  const raise =
    product === 'dragonfly'
      ? `start the target with --maxmemory of at least ${least}`
      : `raise the target's maxmemory to at least ${least}`;
  return `${raise}, or restore into a larger server`;
};

/**
 * The old data is gone before the new data comes, so the whole limit counts. Dragonfly takes RESTORE beyond its limit:
 * there this check is the only guard.
 */
export const checkMemory: Check = (artefact, target) => {
  const need = needed(artefact);
  const { max } = target.memory;
  if (max !== null && max > 0) return [withLimit(artefact, target, max)];
  const text = 'Memory: the target sets no limit';
  return [{ id: 'memory', outcome: 'pass', text, ...(need === null ? {} : { figure: bytesWords(need) }) }];
};
