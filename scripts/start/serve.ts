import { join } from 'node:path';
import type { Env } from '#lib/platform/env';
import { clusterExists } from '#lib/platform/postgres/cluster';
import { ensureSecretKey, secretKey } from '#lib/platform/secret-key';
import { StartError } from '#lib/platform/start-error';
import { type Child, stopChild } from './children.ts';
import { consoleReady, startConsole } from './console-process.ts';
import { type Database, openDatabase } from './database.ts';
import type { Mode } from './mode.ts';
import { prepareDatabase } from './prepare-database.ts';
import { keepWorker } from './worker-process.ts';

const childEnvironment = (settings: Env, databaseUrl: string, mode: Mode): NodeJS.ProcessEnv => {
  const { AMBER_OWNER_EMAIL, AMBER_OWNER_PASSWORD, ...inherited } = process.env;
  return {
    ...inherited,
    NODE_ENV: mode === 'dev' ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    PORT: String(settings.port),
    HOST: settings.host,
    AMBER_DATA_DIR: settings.dataDir,
    DATABASE_URL: databaseUrl,
    AMBER_SECRET_KEY: secretKey(),
  };
};

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** Rejects when the console ends while nobody has asked it to. */
const deathOf = (child: Child): Promise<never> => {
  const died = child.exited.then((reason) => {
    throw new StartError(`The console ended (${reason}).`);
  });
  died.catch(() => {});
  return died;
};

type Running = { settings: Env; mode: Mode; database: Database; signal: AbortSignal };

const runUntilStopped = async ({ settings, mode, database, signal }: Running): Promise<void> => {
  const code = await prepareDatabase(settings, database.url);
  signal.throwIfAborted();
  const ended = new AbortController();
  const over = AbortSignal.any([signal, ended.signal]);
  const environment = childEnvironment(settings, database.url, mode);
  const worker = keepWorker(environment, mode, over);
  const pages = startConsole(settings, environment, mode);
  const trouble = Promise.race([deathOf(pages), database.lost]);
  try {
    const origin = await Promise.race([consoleReady(settings, over), trouble]);
    // the line that scripts wait for is the last one
    if (code) console.log(`Setup code: ${code}`);
    console.log(`Amber is ready at ${origin}`);
    await Promise.race([aborted(over), trouble]);
  } finally {
    ended.abort();
    await Promise.all([stopChild(pages), worker.stop()]);
  }
};

/** Starts database, worker and console, says when they are ready, and stops them in turn when the signal comes. */
export const serve = async (settings: Env, mode: Mode, signal: AbortSignal): Promise<void> => {
  // a database without its key is a lost key, not a first start
  const first = !settings.databaseUrl && !clusterExists(join(settings.dataDir, 'postgres'));
  if (first) ensureSecretKey();
  else secretKey();
  const database = await openDatabase(settings, signal);
  try {
    await runUntilStopped({ settings, mode, database, signal });
  } finally {
    await database.stop();
  }
};
