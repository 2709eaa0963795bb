import { describe, expect, it } from 'vitest';
import { ERROR_ANSWERS, type ErrorCode } from './errors.ts';
import { decideRetry, RETRY_DELAYS } from './retrying.ts';

const closed = { code: 'store-closed', message: 'The store closed the connection' } as const;

describe('decideRetry', () => {
  it.each([
    [0, 2],
    [1, 5],
    [2, 15],
    [3, 30],
  ])('after %d failed attempts waits %d s', (tries, afterSeconds) => {
    const reason = `Attempt ${tries + 1} of 5 failed: The store closed the connection. Tried again in ${afterSeconds} s.`;
    expect(decideRetry(closed, tries)).toEqual({
      decision: 'again',
      tries: tries + 1,
      afterSeconds,
      reason,
      line: reason,
    });
  });

  it('gives up after the fifth, about a minute later', () => {
    expect(decideRetry(closed, 4)).toEqual({
      decision: 'give-up',
      line: 'Attempt 5 of 5 failed: The store closed the connection. It is given up.',
    });
    expect(RETRY_DELAYS.reduce((sum, each) => sum + each)).toBeGreaterThan(45);
  });

  it.each(Object.keys(ERROR_ANSWERS) as ErrorCode[])('asks the one map whether %s may pass', (code) => {
    const { decision } = decideRetry({ code, message: 'No' }, 0);
    expect(decision === 'again').toBe(ERROR_ANSWERS[code].retry);
  });

  it('takes other delays, and none at all', () => {
    expect(decideRetry(closed, 0, [])).toMatchObject({ decision: 'give-up' });
    expect(decideRetry(closed, 0, [7])).toMatchObject({ decision: 'again', afterSeconds: 7 });
  });
});
