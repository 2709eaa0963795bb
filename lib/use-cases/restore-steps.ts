import type { Run, Step } from '#lib/domain/operation';
import type { RestoreRecord } from '#lib/domain/ports/catalogue';

const inStep = (run: Run, step: Step): Run => ({
  ...run,
  progress: (report) => run.progress({ ...report, step }),
});

/**
 * What a restore does one after the other, each counted from zero: a person is told which of them a figure is of. A new
 * instance is made first, and has nothing for a safety backup to keep.
 */
export const restoreSteps = (
  run: Run,
  { withSafety, touchedAt, intoNew }: Pick<RestoreRecord, 'withSafety' | 'touchedAt' | 'intoNew'>,
) => {
  const hasSafety = withSafety && touchedAt === null;
  const of = hasSafety || intoNew ? 3 : 2;
  return {
    making: inStep(run, { number: 1, of, name: 'making the server' }),
    reading: inStep(run, { number: intoNew ? 2 : 1, of, name: 'reading the backup' }),
    safety: inStep(run, { number: 2, of, name: 'safety backup' }),
    loading: inStep(run, { number: of, of, name: 'loading' }),
  };
};
