import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { countPlaywright, countVitest } from './counts.mjs';

const folder = mkdtempSync(join(tmpdir(), 'amber-counts-'));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (report: unknown): string => {
  const file = join(folder, 'report.json');
  writeFileSync(file, typeof report === 'string' ? report : JSON.stringify(report));
  return file;
};

const vitestReport = (passed: number, failed: number, testResults: unknown[] = []) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults,
});
const unloaded = { name: 'b.test.ts', message: 'no such module', status: 'failed', assertionResults: [] };
const failing = {
  status: 'failed',
  assertionResults: [
    {
      status: 'failed',
      fullName: 'adds',
      failureMessages: ['\u001b[31m3 is not 4\u001b[39m\n\n    at a.ts'],
    },
    { status: 'passed', fullName: 'subtracts', failureMessages: [] },
    { status: 'passed', fullName: 'divides', failureMessages: ['by zero'] },
  ],
};

it.each([
  ['all is well', vitestReport(7, 0), true, { passed: 7, failed: 0, skipped: 3 }],
  ['a test fails', vitestReport(7, 1, [failing]), false, { passed: 7, failed: 1, skipped: 3 }],
  [
    'a file does not load',
    vitestReport(7, 1, [failing, unloaded]),
    false,
    { passed: 7, failed: 2, skipped: 3 },
  ],
  ['the runner crashes after its tests', vitestReport(7, 0), false, { passed: 7, failed: 1, skipped: 3 }],
  ['the runner is killed while it writes', '{"numPassed', false, { passed: 0, failed: 1, skipped: 0 }],
])('vitest: %s', (_, report, ok, counts) => {
  expect(countVitest(written(report), ok)).toMatchObject(counts);
});

it('vitest: names what failed, in its own words', () => {
  expect(countVitest(written(vitestReport(7, 1, [failing, unloaded])), false)).toMatchObject({
    failures: [
      { name: 'adds', words: '3 is not 4\n    at a.ts' },
      { name: 'b.test.ts', words: 'no such module' },
    ],
    secondTries: [{ name: 'divides', words: 'by zero' }],
  });
});

const stats = { expected: 9, unexpected: 0, flaky: 0, skipped: 1 };

it.each([
  ['all is well', { stats, errors: [] }, true, { passed: 9, failed: 0, skipped: 1 }],
  [
    'a test passes at last',
    { stats: { ...stats, flaky: 1 }, errors: [] },
    true,
    { passed: 10, failed: 0, skipped: 1 },
  ],
  ['something outside of tests fails', { stats, errors: [{}] }, false, { passed: 9, failed: 1, skipped: 1 }],
  ['it is interrupted', { stats, errors: [] }, false, { passed: 9, failed: 1, skipped: 1 }],
])('Playwright: %s', (_, report, ok, counts) => {
  expect(countPlaywright(written(report), ok)).toMatchObject(counts);
});

it('Playwright: names what failed and what passed at its second try', () => {
  const journey = (status: string, ...messages: string[]) => ({
    title: status,
    tests: [{ status, results: messages.map((message) => ({ errors: [{ message }] })) }],
  });
  const inner = { title: 'its rows', specs: [journey('flaky', 'no dialog')] };
  const suites = [
    {
      title: 'a.spec.ts',
      specs: [journey('expected'), journey('unexpected', 'no row', 'x')],
      suites: [inner],
    },
  ];
  const report = { stats: { ...stats, unexpected: 1, flaky: 1 }, errors: [{ message: 'no stop' }], suites };
  expect(countPlaywright(written(report), false)).toMatchObject({
    failures: [
      { name: 'a.spec.ts › unexpected', words: 'no row' },
      { name: 'outside of the journeys', words: 'no stop' },
    ],
    secondTries: [{ name: 'a.spec.ts › its rows › flaky', words: 'no dialog' }],
  });
});

it('counts a runner without a report as one failure, whatever it says', () => {
  const nowhere = join(folder, 'nowhere.json');
  expect(countVitest(nowhere, true)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(countPlaywright(nowhere, true)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});
