import type { Run, Step } from '#lib/domain/operation';
import type { RestoreRecord } from '#lib/domain/ports/catalogue';

const inStep = (run: Run, step: Step): Run => ({
  ...run,
  progress: (report) => run.progress({ ...report, step }),
});

/** What a restore does one after the other, each counted from zero: a person is told which of them a figure is of. */
export const restoreSteps = (
  run: Run,
  { withSafety, touchedAt }: Pick<RestoreRecord, 'withSafety' | 'touchedAt'>,
) => {
  const hasSafety = withSafety && touchedAt === null;
  const of = hasSafety ? 3 : 2;
  return {
    reading: inStep(run, { number: 1, of, name: 'reading the backup' }),
    safety: inStep(run, { number: 2, of, name: 'safety backup' }),
    loading: inStep(run, { number: of, of, name: 'loading' }),
  };
};
