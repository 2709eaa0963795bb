import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '#lib/domain/roles';
import { startPostgres, type TestPostgres } from '../servers/postgres.ts';

export const OWNER: Actor = { userId: 'owner', name: 'Owner', email: 'owner@example.org', role: 'owner' };

export type WorkerProcess = {
  pid: number;
  hasEnded(): boolean;
  kill(): Promise<void>;
  stop(): Promise<void>;
  output(): string;
};

/**
 * PostgreSQL, a storage folder and real worker processes, with the console's use cases in this process. One a test file:
 * the settings are those of the process.
 */
export const startInstallation = async (
  options: { dataDir?: string; steppedClock?: boolean; durable?: boolean; settings?: string[] } = {},
) => {
  const postgres: TestPostgres = await startPostgres(options);
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'amber-data-')));
  const settings = {
    DATABASE_URL: postgres.url,
    AMBER_SECRET_KEY: randomBytes(32).toString('base64url'),
    AMBER_DATA_DIR: dataDir,
    LOG_LEVEL: 'info',
  };
  Object.assign(process.env, settings);
  const [{ migrate }, { db, closeDb }, { claimSecretKey }, { rememberStorageId }, { prepareLocalStorage }] =
    await Promise.all([
      import('#lib/db/migrate'),
      import('#lib/db/client'),
      import('#lib/db/claim-secret-key'),
      import('#lib/db/storage-id'),
      import('#lib/storage/local/id-file'),
    ]);
  await migrate(postgres.url);
  await claimSecretKey(db());
  await rememberStorageId(db(), () => prepareLocalStorage(join(dataDir, 'storage')));
  const { web } = await import('#lib/composition/web');
  const { catalogue } = await import('#lib/composition/catalogue');
  const workers = new Set<WorkerProcess>();

  const launchWorker = (script = 'lib/jobs/worker.ts', environment = {}): WorkerProcess => {
    const child = spawn(process.execPath, [script], {
      cwd: join(import.meta.dirname, '../..'),
      env: { ...process.env, ...settings, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const worker = workerOf(child);
    workers.add(worker);
    return worker;
  };
  const startWorker = async (script?: string, environment?: object): Promise<WorkerProcess> => {
    const worker = launchWorker(script, environment);
    await until(() => worker.output().includes('the worker is up'), 'the worker is up');
    return worker;
  };

  return {
    postgres,
    dataDir,
    db: db(),
    web: web(),
    catalogue: catalogue(),
    /** Begins a worker and does not wait until it is up. */
    launchWorker,
    startWorker,
    addStore: async (port: number, name = `store-${port}`, password = '') =>
      (
        await web().addDataStore(OWNER, {
          name,
          engine: 'redis',
          host: '127.0.0.1',
          port,
          username: '',
          password,
        })
      ).id,
    startBackup: (dataStoreId: string) =>
      web().startBackup(OWNER, { dataStoreId, description: '', retentionDays: 30, requestKey: randomUUID() }),
    startRestore: (backupId: string, dataStoreId: string, safetyBackup = true, confirmation = '') =>
      web().startRestore(OWNER, {
        backupId,
        dataStoreId,
        safetyBackup,
        confirmation,
        requestKey: randomUUID(),
      }),
    operation: async (id: string) => (await db().operation.findUnique({ where: { id } }))!,
    /** Names of everything below the storage's artefacts and staging folders. */
    storedFiles: async () =>
      (await readdir(join(dataDir, 'storage'), { recursive: true })).filter((name) =>
        /data\.|manifest/.test(name),
      ),
    stop: async () => {
      await Promise.all([...workers].map((worker) => worker.kill()));
      await closeDb();
      await postgres.stop();
      if (!options.dataDir) await rm(dataDir, { recursive: true, force: true });
    },
  };
};

/** Its tries follow one another soon: for tests that are about the last failure. */
export const HASTY_WORKER = 'e2e/fixtures/hasty-worker.ts';

export type Installation = Awaited<ReturnType<typeof startInstallation>>;

const workerOf = (child: ChildProcess): WorkerProcess => {
  let text = '';
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', (data) => {
      text += String(data);
    });
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const end = async (signal: NodeJS.Signals) => {
    if (hasEnded()) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  return {
    pid: child.pid!,
    hasEnded,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    output: () => text,
  };
};

/** Waits for a condition that must come; the time is a bound for a hanging test, not a measure. */
export const until = async <T>(
  condition: () => T | Promise<T>,
  what: string,
  seconds = 150,
): Promise<NonNullable<T>> => {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const value = await condition();
    if (value) return value as NonNullable<T>;
    if (performance.now() > end) throw new Error(`In vain for ${seconds} s: ${what}`);
    await sleep(50);
  }
};
