import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeLock } from './lock.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'amber-lock-'));
  file = join(folder, 'sub', 'lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('is had by one at a time', () => {
  const first = takeLock(file);
  expect(takeLock(file)).toEqual({ taken: false, heldBy: process.pid });
  if (first.taken) first.release();
  expect(takeLock(file).taken).toBe(true);
});

it('is free when the process that had it is gone', async () => {
  takeLock(file);
  const gone = spawn('true');
  await once(gone, 'exit');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(gone.pid)));
  expect(takeLock(file).taken).toBe(true);
});

it('is free when its number belongs to a process that was started later', () => {
  takeLock(file);
  writeFileSync(file, readFileSync(file, 'utf8').replace(/ .*/, ' 1'));
  expect(takeLock(file).taken).toBe(true);
});
