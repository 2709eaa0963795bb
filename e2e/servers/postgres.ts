import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '#lib/platform/free-port';
import { createCluster } from '#lib/platform/postgres/cluster';
import { postgresUser } from '#lib/platform/postgres/run-as';
import { type PostgresServer, startServer } from '#lib/platform/postgres/server';

const run = promisify(execFile);
const PASSWORD = 'password-of-a-throwaway-server';
const CACHE = join(import.meta.dirname, '../../.cache');
const TEMPLATE = join(CACHE, 'postgres-18');

/** A cluster to copy, as initdb takes longer than a copy. Several test processes may make it at once: one wins. */
const ensureTemplate = async (): Promise<void> => {
  if (existsSync(TEMPLATE)) return;
  await mkdir(CACHE, { recursive: true });
  const place = await mkdtemp(join(CACHE, 'postgres-'));
  const dir = join(place, 'cluster');
  try {
    await createCluster({ dir, password: PASSWORD, runAs: postgresUser(), throwaway: true });
    await rename(dir, TEMPLATE);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
  } finally {
    await rm(place, { recursive: true, force: true });
  }
};

export type TestPostgres = {
  /** Address of an empty database. */
  url: string;
  pid: number;
  /** Makes another empty database on the same server and gives its address. */
  createDatabase(name: string): Promise<string>;
  /** Ends it like a power cut (`pg_ctl -m immediate`) and starts it again on the same port. */
  crashAndRestart(): Promise<void>;
  stop(): Promise<void>;
};

const launch = (folder: string, port: number): Promise<PostgresServer> =>
  startServer({
    dir: join(folder, 'cluster'),
    port,
    password: PASSWORD,
    runAs: postgresUser(),
    logFile: join(folder, 'log'),
    // a crash of the server loses nothing with these, only one of the machine does
    settings: ['fsync=off', 'full_page_writes=off'],
  });

/** A PostgreSQL of its own on a free port of the loopback address, in a folder that goes with it. */
export const startPostgres = async (): Promise<TestPostgres> => {
  await ensureTemplate();
  const folder = await mkdtemp(join(tmpdir(), 'amber-postgres-'));
  await run('cp', ['-a', TEMPLATE, join(folder, 'cluster')]);
  const port = await freePort();
  let server = await launch(folder, port);
  const createDatabase = async (name: string): Promise<string> => {
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: server.url('postgres') });
    await client.connect();
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`).finally(() => client.end());
    return server.url(name);
  };
  return {
    url: await createDatabase('amber'),
    get pid() {
      return server.pid;
    },
    createDatabase,
    crashAndRestart: async () => {
      process.kill(server.pid, 'SIGQUIT');
      await server.stop();
      server = await launch(folder, port);
    },
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
