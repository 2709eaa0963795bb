import { ERROR_ANSWERS, type ErrorCode } from './errors.ts';
import { sentence } from './words/sentence.ts';

/**
 * Seconds before each next try of what may pass by itself: a store that restarts and loads its data, or a storage that
 * is mounted again, is back within a minute.
 */
export const RETRY_DELAYS: readonly number[] = [2, 5, 15, 30];

export type Failure = { code: ErrorCode; message: string };

/** `reason`: for the row while it waits. `line`: for the log. */
export type Retry = { decision: 'again'; tries: number; afterSeconds: number; reason: string; line: string };
export type RetryDecision = Retry | { decision: 'give-up'; line: string };

/** What becomes of an operation that failed. `tries`: how many attempts have failed before this one. */
export const decideRetry = (
  { code, message }: Failure,
  tries: number,
  delays: readonly number[] = RETRY_DELAYS,
): RetryDecision => {
  if (!ERROR_ANSWERS[code].retry) return { decision: 'give-up', line: `Failed: ${sentence(message)}` };
  const failed = `Attempt ${tries + 1} of ${delays.length + 1} failed: ${sentence(message)}`;
  const afterSeconds = delays[tries];
  if (afterSeconds === undefined) return { decision: 'give-up', line: `${failed} It is given up.` };
  const reason = `${failed} Tried again in ${afterSeconds} s.`;
  return { decision: 'again', tries: tries + 1, afterSeconds, reason, line: reason };
};
