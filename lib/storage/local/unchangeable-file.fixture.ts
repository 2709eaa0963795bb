import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Marks a file so that nobody, root included, can remove or change it; gives what takes the mark away. */
export const makeUnchangeable = (path: string): (() => void) => {
  execFileSync('chattr', ['+i', path], { stdio: 'pipe' });
  return () => execFileSync('chattr', ['-i', path]);
};

/** It needs root, and a file system that knows the mark. */
export const canMakeUnchangeable = (): boolean => {
  const folder = mkdtempSync(join(tmpdir(), 'amber-mark-'));
  try {
    writeFileSync(join(folder, 'file'), '');
    makeUnchangeable(join(folder, 'file'))();
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
