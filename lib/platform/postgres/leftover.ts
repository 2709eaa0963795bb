import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const commandOf = (pid: number): string => {
  try {
    return process.platform === 'linux'
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      : execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
};

const postmasterPid = (dir: string): number | null => {
  try {
    const pid = Number(readFileSync(join(dir, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return Number.isInteger(pid) && pid > 1 ? pid : null;
  } catch {
    return null;
  }
};

/** Waits until a process is gone; false when it still lives after `milliseconds`. */
export const waitForExit = async (pid: number, milliseconds: number): Promise<boolean> => {
  const end = Date.now() + milliseconds;
  while (isAlive(pid)) {
    if (Date.now() > end) return false;
    await delay(20);
  }
  return true;
};

/**
 * Ends a PostgreSQL that a killed launcher left behind. `postmaster.pid` may name a process that has nothing to do
 * with it (after a reboot the number belongs to someone else): only one whose command line names the folder is ended.
 */
export const stopLeftover = async (dir: string): Promise<void> => {
  const pid = postmasterPid(dir);
  if (pid === null) return;
  if (isAlive(pid) && commandOf(pid).includes(dir)) {
    process.kill(pid, 'SIGINT');
    if (await waitForExit(pid, 10_000)) return;
    process.kill(pid, 'SIGQUIT');
    await waitForExit(pid, 5_000);
    return;
  }
  rmSync(join(dir, 'postmaster.pid'), { force: true });
};
