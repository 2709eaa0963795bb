import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openArtefacts } from '#lib/composition/artefacts';
import type { BackupId, DataStoreId } from '#lib/domain/ids';
import { inspectRdb } from '#lib/engines/redis/rdb/inspect-rdb';
import type { Installation } from './installation.ts';

const run = promisify(execFile);
const AMBER = join(import.meta.dirname, '../../bin/amber');
const HOUR = 3_600_000;
const END = ['completed', 'failed', 'cancelled'];

const foldersOf = async (path: string): Promise<string[]> => await readdir(path).catch(() => []);

/** `store/backup` of every folder in the storage. */
export const artefactFolders = async (amber: Installation): Promise<string[]> => {
  const root = join(amber.dataDir, 'storage/artefacts');
  const perStore = (await foldersOf(root)).map(async (store) =>
    (await foldersOf(join(root, store))).map((backup) => `${store}/${backup}`),
  );
  return (await Promise.all(perStore)).flat().sort();
};

const auditOperations = async ({ db }: Installation): Promise<string[]> => {
  const operations = await db.operation.findMany();
  const backups = new Map((await db.backup.findMany()).map((backup) => [backup.id, backup]));
  const restores = new Map((await db.restore.findMany()).map((restore) => [restore.id, restore]));
  const jobs = await db.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM pgboss.job WHERE state::text IN ('created', 'retry', 'active')`;
  const wrong = jobs.map(({ id }) => `job ${id} is still in the queue`);
  // a store that is deleted with its backups takes those along that never became available
  const removed = new Set(
    operations
      .filter(({ kind, state }) => kind === 'deletion' && state === 'completed')
      .map((deletion) => deletion.backupId),
  );
  for (const { id, kind, state, backupId, restoreId, finishedAt, reason } of operations) {
    const what = `${kind} ${id} (${state}: ${reason})`;
    if (!END.includes(state) || finishedAt === null) wrong.push(`${what} has no end`);
    const backup = backups.get(backupId ?? '');
    const left = backup?.status === 'deleted' && removed.has(backup.id) ? state : backup?.status;
    if (kind === 'backup' && backup && state !== 'completed' && left !== state)
      wrong.push(`${what}: its backup is ${backup.status}`);
    if (kind === 'backup' && backup && state === 'completed' && !isOrWasAvailable(backup.status))
      wrong.push(`${what}: its backup is ${backup.status}`);
    if (kind === 'deletion' && backup && state === 'completed' && backup.status !== 'deleted')
      wrong.push(`${what}: its backup is ${backup.status}`);
    const restore = restores.get(restoreId ?? '');
    if (kind === 'restore' && restore?.status !== state)
      wrong.push(`${what}: its restore is ${restore?.status}`);
  }
  for (const { status, id } of restores.values())
    if (!END.includes(status)) wrong.push(`restore ${id} is ${status}`);
  if ((await db.lease.count()) > 0) wrong.push('a lease is left');
  return wrong;
};

const isOrWasAvailable = (status: string) => ['available', 'deleted'].includes(status);

const auditFiles = async (amber: Installation): Promise<string[]> => {
  const rows = await amber.db.backup.findMany();
  const wrong = rows
    .filter(({ status }) => !['available', 'failed', 'cancelled', 'deleted'].includes(status))
    .map(({ id, status, reason }) => `backup ${id} is ${status}: ${reason}`);
  const owned = new Set(
    rows.filter(({ status }) => status === 'available').map((row) => `${row.dataStoreId}/${row.id}`),
  );
  const folders = new Set(await artefactFolders(amber));
  wrong.push(...[...owned].filter((ref) => !folders.has(ref)).map((ref) => `${ref} has no files`));
  wrong.push(...[...folders].filter((ref) => !owned.has(ref)).map((ref) => `${ref} has no row`));
  for (const folder of ['storage/staging', 'scratch'])
    wrong.push(
      ...(await foldersOf(join(amber.dataDir, folder))).map((name) => `${folder}/${name} was left behind`),
    );
  return wrong;
};

/** Every Available backup: read in full by the console's own way, signature included, and by `amber verify`. */
const auditArtefacts = async (amber: Installation): Promise<string[]> => {
  const artefacts = await openArtefacts();
  const wrong: string[] = [];
  const waiting = await amber.db.backup.findMany({ where: { status: 'available' } });
  const verifyNext = async (): Promise<void> => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
      const path = join(amber.dataDir, 'storage/artefacts', row.dataStoreId, row.id);
      const ref = { dataStoreId: row.dataStoreId as DataStoreId, backupId: row.id as BackupId };
      const signal = new AbortController().signal;
      try {
        await artefacts.verify(ref, inspectRdb, { signal, progress: () => {}, log: () => {} });
        const { stdout } = await run(process.execPath, [AMBER, 'verify', path, '--json']);
        const { artefact, contents } = JSON.parse(stdout);
        const keys = Object.values<{ keys: number }>(contents.databases).reduce(
          (sum, db) => sum + db.keys,
          0,
        );
        if (artefact.backupId !== row.id || BigInt(keys) !== row.keys) wrong.push(`${path}: other contents`);
      } catch (error) {
        wrong.push(`${path}: ${String(error)}`);
      }
    }
  };
  await Promise.all([verifyNext(), verifyNext()]);
  return wrong;
};

/** Each hour from the first one due up to the policy's next one: once, and with what it says. */
const auditSlots = async (
  { db }: Installation,
  scheduled: readonly { id: string; hoursDue: number }[],
): Promise<string[]> => {
  const wrong: string[] = [];
  for (const { id, hoursDue } of scheduled) {
    const policy = await db.policy.findUnique({ where: { dataStoreId: id } });
    if (!policy?.nextAt) continue;
    const slots = await db.slot.findMany({ where: { dataStoreId: id }, orderBy: { nominalAt: 'asc' } });
    const first = slots[0]?.nominalAt.getTime() ?? 0;
    const due = Array.from(
      { length: (policy.nextAt.getTime() - first) / HOUR },
      (_, at) => first + at * HOUR,
    );
    if (slots.length < hoursDue + 1 || slots.map(({ nominalAt }) => +nominalAt).join() !== due.join())
      wrong.push(`schedule of ${id}: ${slots.map(({ nominalAt }) => nominalAt.toISOString()).join(', ')}`);
    for (const { outcome, reason, backupId } of slots) {
      const backup = backupId && (await db.backup.findUnique({ where: { id: backupId } }));
      if (outcome === 'backup' ? !backup : !reason) wrong.push(`slot of ${id}: ${outcome} of nothing`);
    }
  }
  return wrong;
};

/** Looks at every row and every file of an installation in which nothing moves; gives what is not as it must be. */
export const audit = async (
  amber: Installation,
  scheduled: readonly { id: string; hoursDue: number }[] = [],
): Promise<string[]> => [
  ...(await auditOperations(amber)),
  ...(await auditFiles(amber)),
  ...(await auditArtefacts(amber)),
  ...(await auditSlots(amber, scheduled)),
];
