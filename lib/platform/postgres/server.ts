import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { waitForExit } from '../running-process.ts';
import { StartError } from '../start-error.ts';
import { postgresBinaries } from './binaries.ts';
import { SUPERUSER } from './cluster.ts';
import { confined } from './confined.ts';
import type { RunAs } from './run-as.ts';

export type ServerOptions = {
  dir: string;
  port: number;
  password: string;
  runAs: RunAs;
  /** What the server writes goes here; the file begins anew with each start. */
  logFile: string;
  /** Further settings, `fsync=off`. */
  settings?: string[];
  /** Further variables of its environment. */
  environment?: Record<string, string>;
};

export type PostgresServer = {
  pid: number;
  /** Address of a database on this server. */
  url(database: string): string;
  /** Fast stop: open transactions are rolled back. */
  stop(): Promise<void>;
  /** Called once if the server ends by itself. */
  onExit(listener: (words: string) => void): void;
};

const START_DEADLINE_MS = 60_000;

const lastLines = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(-5).join('\n');
  } catch {
    return '';
  }
};

const answers = async (url: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch (error) {
    // a wrong password will not become right by waiting
    if ((error as { code?: string }).code?.startsWith('28')) throw error;
    return false;
  } finally {
    await client.end().catch(() => {});
  }
};

const waitUntilReady = async (child: ChildProcess, url: string, logFile: string): Promise<void> => {
  const end = Date.now() + START_DEADLINE_MS;
  while (!(await answers(url))) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined)
      throw new StartError(`PostgreSQL did not start:\n${lastLines(logFile)}`);
    if (Date.now() > end)
      throw new StartError(`PostgreSQL is not ready after a minute:\n${lastLines(logFile)}`);
    await delay(15);
  }
};

/** Starts PostgreSQL on a cluster, on the loopback address only, and waits until it answers. */
export const startServer = async (options: ServerOptions): Promise<PostgresServer> => {
  const { dir, port, password, runAs, logFile, settings = [], environment = {} } = options;
  const { postgres } = await postgresBinaries();
  const all = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'password_encryption=scram-sha-256',
    'timezone=UTC',
    ...settings,
  ];
  // env(1) sets the further variables: setpriv, which may run before it as root, is not to see them
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const args = [...variables, postgres, '-D', dir, ...all.flatMap((setting) => ['-c', setting])];
  const how = confined('/usr/bin/env', args, runAs, [postgres, dir]);
  const output = openSync(logFile, 'w', 0o600);
  // detached: Ctrl-C reaches the whole group of the terminal, and PostgreSQL must end after those that use it
  const child = spawn(how.command, how.commandArgs, {
    ...how.options,
    cwd: '/',
    detached: true,
    stdio: ['ignore', output, output],
    env: { PATH: process.env.PATH, LC_ALL: 'C', NODE_ENV: 'production' },
  });
  closeSync(output);
  child.on('error', () => {});
  const url = (database: string) =>
    `postgresql://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  const pid = child.pid ?? -1;
  const isOver = () => child.exitCode !== null || child.signalCode !== null || pid < 0;
  // a process that ends in haste, at a second Ctrl-C, leaves no server behind: it recovers at the next start
  const quit = () => isOver() || process.kill(pid, 'SIGQUIT');
  process.once('exit', quit);
  child.once('exit', () => process.off('exit', quit));
  let stopping = false;
  const stop = async () => {
    stopping = true;
    if (isOver()) return;
    process.kill(pid, 'SIGINT');
    if (await waitForExit(pid, 10_000)) return;
    process.kill(pid, 'SIGQUIT');
    await waitForExit(pid, 5_000);
  };
  try {
    await waitUntilReady(child, url('postgres'), logFile);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    pid,
    url,
    stop,
    onExit: (listener) => {
      child.on('exit', () => {
        if (!stopping) listener(lastLines(logFile));
      });
    },
  };
};
