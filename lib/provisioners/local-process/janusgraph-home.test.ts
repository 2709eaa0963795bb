import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findJanusGraph } from './janusgraph-home.ts';

let root: string;
const at = (name: string) => join(root, name);
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'amber-janusgraph-home-'));
  for (const folder of ['bin', 'no-bin', 'unpacked/lib', 'jars', 'empty'])
    mkdirSync(at(folder), { recursive: true });
  writeFileSync(at('bin/java'), '', { mode: 0o755 });
  // it is there, and cannot be run
  writeFileSync(at('no-bin/java'), '', { mode: 0o644 });
  for (const folder of ['unpacked/lib', 'jars']) writeFileSync(at(`${folder}/janusgraph-core-1.1.0.jar`), '');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

it.each([
  ['unpacked', 'bin', { version: '1.1.0', jars: 'unpacked/lib' }],
  ['jars', 'bin', { version: '1.1.0', jars: 'jars' }],
  [null, 'bin', { missing: 'home' }],
  ['empty', 'bin', { missing: 'jars' }],
  ['nowhere', 'no-bin', { missing: 'jars' }],
  ['unpacked', 'no-bin', { missing: 'java' }],
])('%s with %s', async (home, path, wanted) => {
  const found = await findJanusGraph(home && at(home), at(path));
  expect(found).toEqual(
    'jars' in wanted ? { ...wanted, jars: at(wanted.jars!), java: at('bin/java') } : wanted,
  );
});
