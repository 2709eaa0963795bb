import { AmberError } from '#lib/domain/errors';
import { type Label, labelWords } from './label.ts';

/** What to do about a refusal, by the first word of the server's answer. */
const CURES: Record<string, string> = {
  OOM: "Raise the target's maxmemory, then restore again.",
  MISCONF: 'The target cannot save to its disk: look at its log and its free space, then restore again.',
  READONLY: 'The target has become a replica: restore into its master.',
  NOPERM: 'Give the user this permission on the target, then restore again.',
  BUSY: 'A script is running in the target: wait for it, then restore again.',
  LOADING: 'The target has restarted and loads its data: restore again when it is ready.',
};

const cureFor = (words: string): string => {
  // Dragonfly's words for a value that it found no room for, without a code.
  if (/out of memory/i.test(words)) return CURES.OOM!;
  return CURES[/^[A-Z]+/.exec(words)?.[0] ?? ''] ?? 'Restore again.';
};

const asSentence = (words: string): string =>
  `${words
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, 500)
    .replace(/[.\s]*$/, '')}.`;

/** A write that the target refused: what it was, and the server's own words. */
export const refusedWrite = (label: Label, words: string): AmberError =>
  new AmberError(
    'restore-incomplete',
    `The target refused ${labelWords(label)}: ${asSentence(words)} ${cureFor(words)}`,
  );

/** The connection ended, or the source failed, after the target was touched. */
export const interrupted = (cause: AmberError, acknowledged: string): AmberError =>
  new AmberError(
    'restore-incomplete',
    `The restore broke off after ${acknowledged}: ${asSentence(cause.message)} Restore again.`,
    { cause },
  );

/** Everything is loaded, but the target could not write it to its disk. */
export const notDurable = (why: string): AmberError =>
  new AmberError(
    'restore-incomplete',
    `All keys are loaded, but ${why}: the data is in memory only. Look at the target's log and its free space, then restore again.`,
  );
