import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sourceHash } from './source-hash.ts';

let root: string;
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'amber-sources-'));
  write('app/page.tsx', 'page');
  write('next.config.mjs', 'settings');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

it.each([
  'app/page.tsx',
  'next.config.mjs',
  'app/new/page.tsx',
  'a-folder-nobody-thought-of/x.ts',
  'public/icon.svg',
  'prisma/schema/main.prisma',
])('changes with %s', (path) => {
  const before = sourceHash(root);
  write(path, 'changed');
  expect(sourceHash(root)).not.toBe(before);
});

it('tells a renamed file', () => {
  const before = sourceHash(root);
  rmSync(join(root, 'app/page.tsx'));
  write('app/pages.tsx', 'page');
  expect(sourceHash(root)).not.toBe(before);
});

it.each([
  'node_modules/x/index.js',
  'app/page.test.tsx',
  'README.md',
  'data/postgres/x',
  '.next/x',
  'lib/db/generated/client.ts',
  'mine/x',
  'orders-20261123.rdb',
])('does not change with %s', (path) => {
  const before = sourceHash(root, ['mine']);
  write(path, 'changed');
  expect(sourceHash(root, ['mine'])).toBe(before);
});
