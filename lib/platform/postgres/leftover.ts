import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf, isAlive, waitForExit } from '../running-process.ts';

const postmasterPid = (dir: string): number | null => {
  try {
    const pid = Number(readFileSync(join(dir, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return Number.isInteger(pid) && pid > 1 ? pid : null;
  } catch {
    return null;
  }
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
