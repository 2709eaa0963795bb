/**
 * Checks the import directions of .dependency-cruiser.cjs, and that the checker has really seen all of our modules: with
 * a compiler it does not know it sees none, or not the imports of types, and is content.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { ICruiseResult } from 'dependency-cruiser';

const ROOT = join(import.meta.dirname, '../..');
const PLACES = ['app', 'pages', 'components', 'lib', 'scripts', 'e2e', 'proxy.ts'];

const cruise = (): ICruiseResult => {
  const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [program, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...PLACES],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (!stdout.startsWith('{')) throw new Error(`dependency-cruiser gave no result:\n${stdout}${stderr}`);
  return JSON.parse(stdout);
};

const ourFiles = (): string[] =>
  PLACES.flatMap((place) =>
    place.endsWith('.ts') ? [place] : globSync(`${place}/**/*.{ts,tsx,mjs}`, { cwd: ROOT }),
  ).filter((file) => !file.startsWith('lib/db/generated/'));

const { modules, summary } = cruise();
const problems = summary.violations.map(
  ({ rule, from, to, cycle }) =>
    `${rule.name}: ${from} → ${cycle ? cycle.map(({ name }) => name).join(' → ') : to}`,
);
const seen = new Set(modules.map(({ source }) => source));
for (const file of ourFiles()) if (!seen.has(file)) problems.push(`not seen: ${file}`);
const dependencies = modules.flatMap((module) => module.dependencies);
if (!dependencies.some(({ dependencyTypes }) => dependencyTypes.includes('type-only')))
  problems.push('no import of a type was seen');
if (!dependencies.some(({ module }) => module.startsWith('#lib/')))
  problems.push('no import of #lib was seen');

for (const problem of problems) console.error(problem);
console.log(`${seen.size} modules, ${summary.totalDependenciesCruised} imports, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
