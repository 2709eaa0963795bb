/**
 * `npm test`: installs what the checks and tests need, runs all of them, and prints the sums of all runners on its last
 * line. `--checks`: only what needs no running program. `--proof`: only the long proofs; `--with-proof`: everything. Runs
 * on the machine's Node (20 or newer), without dependencies.
 */
import { spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';
import { installPackages, NODE, ROOT } from './start/install-packages.mjs';
import { CHECKS, commandsOf, forgetRecords, forgetReport, PROOFS, pages, TESTS } from './test/steps.mjs';
import { provideSystemPackages } from './test/system-packages.mjs';

/** For a step that hangs; none is decided by it otherwise. */
const STEP_DEADLINE_MS = 30 * 60_000;
const checksOnly = process.argv.includes('--checks');
const proofOnly = process.argv.includes('--proof');
const withProof = process.argv.includes('--with-proof');

/** Settings of a console on this machine are not those of the tests. */
const environment = () => {
  const entries = Object.entries(process.env).filter(
    ([name]) => !/^(AMBER_.*|DATABASE_URL|PORT|HOST|LOG_LEVEL|NODE_ENV|NODE_OPTIONS|FORCE_COLOR)$/.test(name),
  );
  const path = [dirname(NODE), join(ROOT, 'node_modules/.bin'), process.env.PATH].join(delimiter);
  return { ...Object.fromEntries(entries), PATH: path, NO_COLOR: '1', NEXT_TELEMETRY_DISABLED: '1' };
};

const runStep = (step) => {
  console.log(`\n── ${step.name}`);
  forgetReport(step);
  const began = performance.now();
  const ok = commandsOf(step).every(([command, args]) => {
    const { status, error } = spawnSync(command, args, {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...environment(), ...step.env },
      timeout: STEP_DEADLINE_MS,
    });
    if (error) console.error(String(error));
    return status === 0;
  });
  return { name: step.name, seconds: (performance.now() - began) / 1000, ...step.count(ok) };
};

const attempt = (work) => {
  try {
    return work();
  } catch (error) {
    console.error(error);
    return false;
  }
};

const timed = (name, work) => {
  const began = performance.now();
  const ok = attempt(work);
  return { name, ok, seconds: (performance.now() - began) / 1000 };
};

const fetchServers = () =>
  spawnSync(process.execPath, [join(ROOT, 'scripts/fetch-test-servers.mjs')], { stdio: ['ignore', 2, 2] })
    .status === 0;

/** What is missing fails the run, but hides nothing: whatever can be run without it still is. */
const prepare = () => [
  timed('npm packages', () => installPackages({ withTools: true })),
  ...(checksOnly
    ? []
    : [timed('system packages', provideSystemPackages), timed('test servers', fetchServers)]),
];

const chosenSteps = () => {
  if (checksOnly) return CHECKS;
  if (proofOnly) return [...PROOFS, ...pages(false)];
  return [...CHECKS, ...TESTS, ...(withProof ? [...PROOFS, ...pages(true)] : [])];
};

const tell = (results) => {
  console.log('');
  for (const { name, seconds, passed, failed, skipped } of results) {
    const figures = `${String(passed).padStart(6)} passed ${String(failed).padStart(4)} failed`;
    const left = skipped > 0 ? ` ${String(skipped).padStart(4)} skipped` : '';
    console.log(`${name.padEnd(16)} ${seconds.toFixed(1).padStart(7)} s ${figures}${left}`);
  }
};

/** Named once more behind everything: a long output is often kept in part only. */
const tellWhatFailed = (results) => {
  for (const { name, failures = [], secondTries = [] } of results) {
    for (const [verb, tests] of [
      ['Failed', failures],
      ['Passed at its second try', secondTries],
    ]) {
      for (const test of tests) {
        console.log(`\n${verb} (${name}): ${test.name}\n${test.words.replaceAll(/^/gm, '    ')}`);
      }
    }
  }
};

const engineNotes = () => {
  for (const [variable, engine] of [
    ['DRAGONFLY_BIN', 'Dragonfly'],
    ['KEYDB_BIN', 'KeyDB'],
  ]) {
    if (!process.env[variable])
      console.log(`Skipped: the tests against ${engine}, as ${variable} names no server of it.`);
  }
};

if (!checksOnly && !proofOnly) forgetRecords();
const prepared = prepare().map(({ name, ok, seconds }) => ({
  name,
  seconds,
  passed: 0,
  failed: ok ? 0 : 1,
  skipped: 0,
}));
const results = [...prepared, ...chosenSteps().map(runStep)];
tellWhatFailed(results);
tell(results);
if (!checksOnly) engineNotes();
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
if (sum('skipped') > 0) console.log(`Skipped: ${sum('skipped')} tests in all.`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') === 0 ? 0 : 1);
