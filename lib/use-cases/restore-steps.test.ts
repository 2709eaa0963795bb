import { expect, it } from 'vitest';
import type { ProgressReport, Run } from '#lib/domain/operation';
import { restoreSteps } from './restore-steps.ts';

const stepsOf = (restore: { withSafety: boolean; touchedAt: Date | null; intoNew?: boolean }): string[] => {
  const reports: ProgressReport[] = [];
  const run: Run = {
    signal: new AbortController().signal,
    progress: (report) => reports.push(report),
    log: () => {},
  };
  const steps = restoreSteps(run, { intoNew: false, ...restore });
  for (const step of [steps.reading, ...(restore.withSafety ? [steps.safety] : []), steps.loading])
    step.progress({ phase: 'Verifying', bytes: 0, keys: 0 });
  return reports.map(({ step }) => `${step?.number} of ${step?.of}: ${step?.name}`);
};

it('names the three steps, or the two without a safety backup', () => {
  expect(stepsOf({ withSafety: true, touchedAt: null })).toEqual([
    '1 of 3: reading the backup',
    '2 of 3: safety backup',
    '3 of 3: loading',
  ]);
  expect(stepsOf({ withSafety: false, touchedAt: null })).toEqual([
    '1 of 2: reading the backup',
    '2 of 2: loading',
  ]);
});

it('makes the server of a new instance first', () => {
  const reports: ProgressReport[] = [];
  const run: Run = {
    signal: new AbortController().signal,
    progress: (report) => reports.push(report),
    log: () => {},
  };
  const steps = restoreSteps(run, { withSafety: false, touchedAt: null, intoNew: true });
  for (const step of [steps.making, steps.reading, steps.loading])
    step.progress({ phase: 'Starting Redis', bytes: 0, keys: 0 });
  expect(reports.map(({ step }) => `${step?.number} of ${step?.of}: ${step?.name}`)).toEqual([
    '1 of 3: making the server',
    '2 of 3: reading the backup',
    '3 of 3: loading',
  ]);
});

it('counts no safety backup that is not taken any more', () => {
  const run: Run = { signal: new AbortController().signal, progress: () => {}, log: () => {} };
  let of = 0;
  restoreSteps(
    { ...run, progress: ({ step }) => (of = step!.of) },
    { withSafety: true, touchedAt: new Date(0), intoNew: false },
  ).loading.progress({ phase: 'Loading', bytes: 0, keys: 0 });
  expect(of).toBe(2);
});
