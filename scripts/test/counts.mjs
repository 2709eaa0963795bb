/** What a step did, from its runner's report. */
import { readFileSync } from 'node:fs';

const readReport = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
};

/** A runner that failed without a failed test (a file that does not load, a crash) counts as one failure. */
const atLeastOneFailure = (counts, ok) => (ok || counts.failed > 0 ? counts : { ...counts, failed: 1 });

/** A check has no parts: it passes or fails as a whole. */
export const countCheck = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });

export const countVitest = (file, ok) => {
  const report = readReport(file);
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((result) => result.status === 'failed'),
  );
  return atLeastOneFailure(
    {
      passed: report.numPassedTests,
      failed: report.numFailedTests + unloaded.length,
      skipped: report.numPendingTests + report.numTodoTests,
    },
    ok,
  );
};

export const countPlaywright = (file, ok) => {
  const report = readReport(file);
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  // errors of no test: a file that does not load, a console that does not stop
  const failed = unexpected + flaky + report.errors.length;
  return atLeastOneFailure({ passed: expected, failed, skipped }, ok);
};
