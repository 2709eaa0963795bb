import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A process number is used again after a while: together with the time it was started it names one process. */
const identity = (pid: number): string | null => {
  try {
    const started =
      process.platform === 'linux'
        ? readFileSync(`/proc/${pid}/stat`, 'utf8')
            .replace(/^.*\) /s, '')
            .split(' ')[19]
        : execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
            encoding: 'utf8',
            stdio: 'pipe',
          }).trim();
    return started ? `${pid} ${started}` : null;
  } catch {
    return null;
  }
};

/** `heldBy`: the process that has the lock. */
export type Lock = { taken: true; release(): void } | { taken: false; heldBy: number };

/** Takes a lock file for this process. One left by a process that is gone counts for nothing. */
export const takeLock = (file: string): Lock => {
  mkdirSync(dirname(file), { recursive: true });
  const mine = identity(process.pid) ?? String(process.pid);
  for (;;) {
    try {
      writeFileSync(file, mine, { flag: 'wx' });
      return { taken: true, release: () => rmSync(file, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = readHolder(file);
    if (holder === null) continue;
    const pid = Number(holder.split(' ')[0]);
    if (identity(pid) === holder) return { taken: false, heldBy: pid };
    rmSync(file, { force: true });
  }
};

const readHolder = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
};
