import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
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
  /** Ends it like a power cut (`pg_ctl -m immediate`) and starts it again on the same port, when `meanwhile` is through. */
  crashAndRestart(meanwhile?: () => Promise<void>): Promise<void>;
  /** Sets its clock, which goes on from there; only for a server started with `steppedClock`. */
  setClock(to: Date): Promise<void>;
  stop(): Promise<void>;
};

/** libfaketime: Debian's package `faketime`. */
const FAKETIME = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';
const clockFile = (folder: string) => join(folder, 'clock');

/** The clock alone is a made-up one: timeouts stay true. */
const steppedClock = (folder: string): Record<string, string> => ({
  LD_PRELOAD: FAKETIME,
  FAKETIME_TIMESTAMP_FILE: clockFile(folder),
  FAKETIME_NO_CACHE: '1',
  FAKETIME_DONT_FAKE_MONOTONIC: '1',
});

type PostgresOptions = {
  steppedClock?: boolean;
  /** Writes as a server for real data does: for measures. */
  durable?: boolean;
  /** Further settings, `work_mem=16MB`. */
  settings?: string[];
};

const launch = (folder: string, port: number, options: PostgresOptions): Promise<PostgresServer> =>
  startServer({
    dir: join(folder, 'cluster'),
    port,
    password: PASSWORD,
    runAs: postgresUser(),
    logFile: join(folder, 'log'),
    // a crash of the server loses nothing with these, only one of the machine does
    settings: [
      ...(options.durable ? [] : ['fsync=off', 'full_page_writes=off']),
      ...(options.settings ?? []),
    ],
    environment: options.steppedClock ? steppedClock(folder) : {},
  });

/** A PostgreSQL of its own on a free port of the loopback address, in a folder that goes with it. */
export const startPostgres = async (options: PostgresOptions = {}): Promise<TestPostgres> => {
  await ensureTemplate();
  const folder = await mkdtemp(join(tmpdir(), 'amber-postgres-'));
  await run('cp', ['-a', TEMPLATE, join(folder, 'cluster')]);
  const port = await freePort();
  const setClock = (to: Date) =>
    writeFile(
      clockFile(folder),
      `${((to.getTime() - Date.now()) / 1000).toFixed(3).replace(/^(?!-)/, '+')}\n`,
    );
  await setClock(new Date());
  let server = await launch(folder, port, options);
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
    crashAndRestart: async (meanwhile) => {
      process.kill(server.pid, 'SIGQUIT');
      await server.stop();
      await meanwhile?.();
      server = await launch(folder, port, options);
    },
    setClock,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
