import { join } from 'node:path';
import { hasOwner } from '#lib/auth/create-owner';
import { ownerFromEnv } from '#lib/auth/owner-from-env';
import { asksSetupCode, setupCode } from '#lib/auth/setup-code';
import { claimSecretKey } from '#lib/db/claim-secret-key';
import { newDb, newPool } from '#lib/db/client';
import { migrate } from '#lib/db/migrate';
import { rememberStorageId } from '#lib/db/storage-id';
import { ownOrigins } from '#lib/http/own-origins';
import type { Env } from '#lib/platform/env';
import { ensureSecretKey } from '#lib/platform/secret-key';
import { StartError } from '#lib/platform/start-error';
import { prepareLocalStorage } from '#lib/storage/local/id-file';
import { NEXT, ROOT } from './build-console.ts';
import { type Child, startChild, stopChild } from './children.ts';
import { type Database, openDatabase } from './database.ts';
import { waitUntilReady } from './ready.ts';
import { keepWorker } from './worker-process.ts';

const TRUST_SOCKETS = join(ROOT, 'lib/http/trust-sockets.ts');

const childEnvironment = (settings: Env, databaseUrl: string, secretKey: string): NodeJS.ProcessEnv => {
  const { AMBER_OWNER_EMAIL, AMBER_OWNER_PASSWORD, ...inherited } = process.env;
  return {
    ...inherited,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    PORT: String(settings.port),
    HOST: settings.host,
    AMBER_DATA_DIR: settings.dataDir,
    DATABASE_URL: databaseUrl,
    AMBER_SECRET_KEY: secretKey,
  };
};

/** Migrates, checks the key, creates the owner of the environment. Gives the code for /setup where it asks for one. */
const prepareDatabase = async (settings: Env, url: string): Promise<string | null> => {
  await migrate(url);
  const pool = newPool(url, 2);
  const db = newDb(pool);
  try {
    await claimSecretKey(db);
    await rememberStorageId(db, () => prepareLocalStorage(join(settings.dataDir, 'storage')));
    await ownerFromEnv(db, settings);
    return asksSetupCode(settings) && !(await hasOwner(db)) ? setupCode() : null;
  } finally {
    await db.$disconnect();
    await pool.end();
  }
};

/** Where to ask for readiness: a wildcard address is none to connect to. */
const probeTarget = (settings: Env, origin: string) => ({
  port: settings.port,
  address: { '0.0.0.0': '127.0.0.1', '::': '::1' }[settings.host] ?? settings.host,
  hostHeader: new URL(origin).host,
});

const runUntilStopped = async (settings: Env, database: Database, signal: AbortSignal): Promise<void> => {
  const code = await prepareDatabase(settings, database.url);
  signal.throwIfAborted();
  const ended = new AbortController();
  const over = AbortSignal.any([signal, ended.signal]);
  const environment = childEnvironment(settings, database.url, ensureSecretKey());
  const worker = keepWorker(environment, over);
  let console_: Child | undefined;
  try {
    console_ = startChild([NEXT, 'start', '-p', String(settings.port), '-H', settings.host], environment, [
      TRUST_SOCKETS,
    ]);
    const [origin] = ownOrigins(settings);
    const died = console_.exited.then((reason) => {
      throw new StartError(`The console ended (${reason}).`);
    });
    died.catch(() => {});
    await Promise.race([waitUntilReady(probeTarget(settings, origin), over), died, database.lost]);
    console.log(`Amber is ready at ${origin}`);
    if (code) console.log(`Setup code: ${code}`);
    await Promise.race([died, database.lost, aborted(over)]);
  } finally {
    ended.abort();
    await Promise.all([stopChild(console_), worker.stop()]);
  }
};

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** Starts database, worker and console, says when they are ready, and stops them in turn when the signal comes. */
export const serve = async (settings: Env, signal: AbortSignal): Promise<void> => {
  if (!settings.databaseUrl) ensureSecretKey();
  const database = await openDatabase(settings, signal);
  try {
    await runUntilStopped(settings, database, signal);
  } finally {
    await database.stop();
  }
};
