import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { StartError } from '../start-error.ts';
import { postgresBinaries } from './binaries.ts';
import { confined } from './confined.ts';
import type { RunAs } from './run-as.ts';

const run = promisify(execFile);

export const SUPERUSER = 'amber';

export type ClusterOptions = {
  /** The folder that becomes the cluster; its parent exists. */
  dir: string;
  password: string;
  runAs: RunAs;
  /** Skips fsync: for tests. */
  throwaway?: boolean;
};

export const clusterExists = (dir: string): boolean => existsSync(join(dir, 'PG_VERSION'));

/** What a start that was killed in the middle of this left behind. */
const removeBrokenOff = async (folder: string): Promise<void> => {
  for (const name of await readdir(folder)) {
    if (/^\.new-[0-9a-f]{8}(\.password)?$/.test(name))
      await rm(join(folder, name), { recursive: true, force: true });
  }
};

/** Makes a cluster. It is made beside its place and renamed, so that a start that is broken off leaves nothing half. */
export const createCluster = async ({ dir, password, runAs, throwaway }: ClusterOptions): Promise<void> => {
  const { initdb } = await postgresBinaries();
  await removeBrokenOff(dirname(dir));
  const fresh = join(dirname(dir), `.new-${randomBytes(4).toString('hex')}`);
  const passwordFile = `${fresh}.password`;
  await mkdir(fresh, { mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (runAs) {
    await chown(fresh, runAs.uid, runAs.gid);
    await chown(passwordFile, runAs.uid, runAs.gid);
  }
  const args = [
    `--pgdata=${fresh}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...(throwaway ? ['--no-sync', '--wal-segsize=1'] : []),
  ];
  try {
    const { command, commandArgs, options } = confined(initdb, args, runAs, [fresh]);
    await run(command, commandArgs, { ...options, env: { ...process.env, LC_ALL: 'C' } });
    await rename(fresh, dir);
  } catch (cause) {
    const words = (cause as { stderr?: string }).stderr?.trim() ?? String(cause);
    throw new StartError(`PostgreSQL could not make its data folder ${dir}: ${words}`, { cause });
  } finally {
    await rm(fresh, { recursive: true, force: true });
    await rm(passwordFile, { force: true });
  }
};
