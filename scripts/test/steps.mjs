/** What `npm test` runs, in this order. Each step runs on Node 24, whatever came of the ones before it. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { NODE, ROOT } from '../start/install-packages.mjs';
import { countCheck, countPlaywright, countVitest } from './counts.mjs';

const modules = (path) => join(ROOT, 'node_modules', path);
const report = (name) => join(ROOT, '.cache/test', `${name}.json`);

/** One or more Node programs, of which the last is only run when those before went well. */
const check = (name, ...programs) => ({ name, programs, count: countCheck });

const vitest = (project, ...reporters) => ({
  name: project,
  programs: [
    [
      modules('vitest/vitest.mjs'),
      'run',
      ...['--project', project],
      ...reporters.map((reporter) => `--reporter=${reporter}`),
      ...['--reporter=json', `--outputFile.json=${report(project)}`],
    ],
  ],
  report: report(project),
  count: (ok) => countVitest(report(project), ok),
});

export const CHECKS = [
  check('lock file', ['scripts/check/complete-lock.mjs']),
  check('database client', ['scripts/generate-client.ts']),
  check(
    'types',
    [modules('next/dist/bin/next'), 'typegen'],
    [modules('typescript/bin/tsc'), '--noEmit', '--project', '.'],
  ),
  check('lint', [modules('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']),
  check('architecture', ['scripts/check/architecture.ts']),
  check('dead code', [modules('knip/bin/knip.js'), '--treat-config-hints-as-errors']),
];

export const TESTS = [
  vitest('unit', 'dot'),
  check('build', ['scripts/check/build.ts']),
  vitest('integration', 'default'),
  {
    name: 'e2e',
    programs: [[modules('playwright/cli.js'), 'test', '--config', 'e2e']],
    // Playwright colours what its workers say unless it is told so in this way, and Node warns of both ways together
    env: { E2E_REPORT: report('e2e'), NO_COLOR: undefined, FORCE_COLOR: '0' },
    report: report('e2e'),
    count: (ok) => countPlaywright(report('e2e'), ok),
  },
];

/** `npm run test:proof`: what takes too long to wait for at every change. CI runs it after the tests. */
export const PROOFS = [check('build', ['scripts/check/build.ts']), vitest('proof', 'default')];

/** Behind the proofs: `docs/reliability.md`, from what all tests have recorded. */
export const pages = (all) => [check('pages', ['scripts/check/reliability.ts', ...(all ? ['--all'] : [])])];

/** What the tests of an earlier run recorded is not of this one. */
export const forgetRecords = () => rmSync(join(ROOT, '.cache/faults'), { recursive: true, force: true });

/** A report of an earlier run would count for this one. */
export const forgetReport = (step) => step.report && rmSync(step.report, { force: true });

export const commandsOf = (step) => step.programs.map((args) => [NODE, args]);
