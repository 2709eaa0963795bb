import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '#lib/platform/start-error';

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

/**
 * Takes the data folder for this launcher, as a second one would stop the first one's database. A lock left by a
 * process that is gone counts for nothing. Gives what returns it.
 */
export const lockDataDir = (dataDir: string): (() => void) => {
  mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const file = join(dataDir, 'launcher.lock');
  const mine = identity(process.pid) ?? String(process.pid);
  const take = () => writeFileSync(file, mine, { flag: 'wx' });
  try {
    take();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const holder = readFileSync(file, 'utf8');
    const pid = Number(holder.split(' ')[0]);
    if (identity(pid) === holder) {
      throw new StartError(
        `Amber already runs on ${dataDir} (process ${pid}). Stop it first, or set AMBER_DATA_DIR and PORT for a second one.`,
      );
    }
    rmSync(file, { force: true });
    take();
  }
  return () => rmSync(file, { force: true });
};
