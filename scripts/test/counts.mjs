/** What a step did, from its runner's report: sums, and by name and first words what went wrong. */
import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

const readReport = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
};

/** A failure's first words: enough to know it again when the rest of the output is gone. */
const LINES_TOLD = 12;

const firstWords = (message = '') =>
  stripVTControlCharacters(message)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, LINES_TOLD)
    .join('\n');

const told = (name, message) => ({ name, words: firstWords(message) });

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
  // one that passed has only the words of its first try
  const unhappy = report.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status, failureMessages = [] }) => status === 'failed' || failureMessages.length > 0)
    .map(({ status, fullName, failureMessages }) => ({ ...told(fullName, failureMessages?.[0]), status }));
  return atLeastOneFailure(
    {
      passed: report.numPassedTests,
      failed: report.numFailedTests + unloaded.length,
      skipped: report.numPendingTests + report.numTodoTests,
      failures: [
        ...unhappy.filter(({ status }) => status === 'failed'),
        ...unloaded.map(({ name, message }) => told(name, message)),
      ],
      secondTries: unhappy.filter(({ status }) => status === 'passed'),
    },
    ok,
  );
};

/** The journeys of a suite and of the suites in it, each with the words of its first try that failed. */
const journeysOf = ({ title, specs = [], suites = [] }) => [
  ...specs.flatMap((spec) =>
    spec.tests.map(({ status, results }) => ({
      ...told(
        `${title} › ${spec.title}`,
        results.flatMap(({ errors }) => errors.map(({ message }) => message)).find(Boolean),
      ),
      status,
    })),
  ),
  ...suites.flatMap((suite) => journeysOf({ ...suite, title: `${title} › ${suite.title}` })),
];

export const countPlaywright = (file, ok) => {
  const report = readReport(file);
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  // errors of no test: a file that does not load, a console that does not stop
  const failed = unexpected + report.errors.length;
  const journeys = (report.suites ?? []).flatMap((suite) => journeysOf(suite));
  const outside = report.errors.map(({ message }) => told('outside of the journeys', message));
  return atLeastOneFailure(
    {
      passed: expected + flaky,
      failed,
      skipped,
      failures: [...journeys.filter(({ status }) => status === 'unexpected'), ...outside],
      secondTries: journeys.filter(({ status }) => status === 'flaky'),
    },
    ok,
  );
};
