import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { factsOf } from '#lib/artefacts/small-artefact.fixture';
import { openArtefacts } from '#lib/composition/artefacts';
import { AmberError } from '#lib/domain/errors';
import { type BackupId, type DataStoreId, newBackupId, newOperationId } from '#lib/domain/ids';
import type { Artefacts } from '#lib/domain/ports/artefacts';
import { log } from '#lib/platform/log';
import { type Installation, OWNER, startInstallation } from '../../e2e/faults/installation.ts';
import { runDeletions } from './run-deletions.ts';

const STORE = 'dst_aaaaaaaaaaaa' as DataStoreId;
let amber: Installation;
beforeAll(async () => {
  amber = await startInstallation();
});
afterAll(() => amber.stop());

const folderOf = (backupId: string) => join(amber.dataDir, 'storage/artefacts', STORE, backupId);

/** A backup with its files, marked for deletion, and the operation that is to do it. */
const marked = async (dataStoreId: string = STORE) => {
  const backupId = newBackupId();
  await mkdir(folderOf(backupId), { recursive: true });
  await writeFile(join(folderOf(backupId), 'manifest.json'), '{}');
  const about = { dataStoreId, dataStoreName: 'catalogue' };
  await amber.db.backup.create({
    data: {
      id: backupId,
      ...about,
      engine: 'redis',
      trigger: 'manual',
      description: 'old',
      status: 'deleting',
    },
  });
  const id = newOperationId();
  await amber.db.operation.create({ data: { id, ...about, kind: 'deletion', backupId, subject: 'old' } });
  return { id, backupId };
};

const run = async (
  ids: readonly string[],
  change: Partial<Artefacts> = {},
  signal = new AbortController().signal,
) => {
  const artefacts = { ...(await openArtefacts()), ...change };
  const context = {
    catalogue: amber.catalogue,
    workerId: 'worker',
    log: log(),
    storageMissing: async () => null,
  };
  const outcomes = await runDeletions({ artefacts, context })(ids, signal);
  return ids.map((id) => outcomes.get(id)?.outcome);
};
const stateOf = async ({ id, backupId }: { id: string; backupId: BackupId }) => {
  const operation = await amber.operation(id);
  const backup = await amber.db.backup.findUniqueOrThrow({ where: { id: backupId } });
  return [operation.state, backup.status, existsSync(folderOf(backupId))];
};

it('removes the files of each, ends each with its log line, and touches no other', async () => {
  const all = [await marked(), await marked(), await marked()];
  const other = await marked();
  expect(await run(all.map(({ id }) => id))).toEqual(['ended', 'ended', 'ended']);
  for (const one of all) expect(await stateOf(one)).toEqual(['completed', 'deleted', false]);
  expect(await stateOf(other)).toEqual(['pending', 'deleting', true]);
  const lines = await amber.db.operationLog.findMany({ where: { operationId: all[0]!.id } });
  expect(lines.map(({ text }) => text)).toEqual(['Completed: Its files are gone.']);
});

it('ends the others where the files of one cannot be removed, and says why', async () => {
  const [good, bad] = [await marked(), await marked('dst_not a folder')];
  expect(await run([bad.id, good.id])).toEqual(['ended', 'ended']);
  expect(await stateOf(good)).toEqual(['completed', 'deleted', false]);
  expect(await stateOf(bad)).toEqual(['failed', 'damaged', true]);
  expect((await amber.operation(bad.id)).reason).toMatch(/not one of Amber’s/);
});

/** A real artefact, whose row is marked for deletion as a person marks it. */
const deletedByHand = async (change: { status?: string; finishedAt?: Date } = {}) => {
  const backupId = newBackupId();
  const ref = { dataStoreId: STORE, backupId };
  const draft = await (await openArtefacts()).begin(ref, 1, 'rdb');
  await draft.sink.write(Buffer.alloc(1000));
  await draft.finish();
  await draft.publish(factsOf(ref, 1000));
  await amber.db.backup.create({
    data: {
      id: backupId,
      dataStoreId: STORE,
      dataStoreName: 'catalogue',
      engine: 'redis',
      trigger: 'manual',
      description: 'old',
      status: 'available',
      storedBytes: 10n,
      ...change,
    },
  });
  await amber.web.deleteBackup(OWNER, { backupId });
  const operation = await amber.db.operation.findFirstOrThrow({ where: { backupId, state: 'pending' } });
  return { id: operation.id, backupId };
};
const readOnly = new AmberError('storage-full', 'The disk is read-only.');
const backupOf = (id: string) => amber.db.backup.findUniqueOrThrow({ where: { id } });
const NOT_REMOVED = 'Its files could not be removed: The disk is read-only.';

it('gives a backup back what it was where nothing of it was removed, and it can be deleted again', async () => {
  const finishedAt = new Date('2026-03-01T10:00:00Z');
  const [good, failed] = [await deletedByHand(), await deletedByHand({ status: 'failed', finishedAt })];
  const refuse: Partial<Artefacts> = {
    remove: async () => {
      throw readOnly;
    },
  };
  expect(await run([good.id, failed.id], refuse)).toEqual(['ended', 'ended']);
  expect(await stateOf(good)).toEqual(['failed', 'available', true]);
  expect((await amber.operation(good.id)).reason).toBe('The disk is read-only.');
  expect(await backupOf(failed.backupId)).toMatchObject({
    status: 'failed',
    finishedAt,
    reason: NOT_REMOVED,
  });
  const { rows } = await amber.web.listBackups(OWNER, { dataStore: STORE, status: 'available' });
  expect(rows).toMatchObject([{ id: good.backupId, reason: NOT_REMOVED }]);

  await amber.web.deleteBackup(OWNER, { backupId: good.backupId });
  const again = await amber.db.operation.findFirstOrThrow({
    where: { backupId: good.backupId, state: 'pending' },
  });
  expect(await run([again.id])).toEqual(['ended']);
  expect(await backupOf(good.backupId)).toMatchObject({ status: 'deleted', reason: null });
});

it('calls it Damaged where a part of its files is gone, by looking at what is left', async () => {
  const half = await deletedByHand();
  const breakOff: Partial<Artefacts> = {
    remove: async ({ backupId }) => {
      await rm(join(folderOf(backupId), 'manifest.json'));
      throw readOnly;
    },
  };
  expect(await run([half.id], breakOff)).toEqual(['ended']);
  expect(await stateOf(half)).toEqual(['failed', 'damaged', true]);
  expect((await backupOf(half.backupId)).reason).toBe(
    `${NOT_REMOVED} The files of this backup are not in the storage.`,
  );
});

it('leaves alone what was tried before or taken over, but for the way of a single one', async () => {
  const [tried, overtaken, ended] = [await marked(), await marked(), await marked()];
  await amber.db.operation.update({ where: { id: tried.id }, data: { attempt: 3 } });
  await amber.db.operation.update({ where: { id: ended.id }, data: { state: 'completed' } });
  const { remove } = await openArtefacts();
  const takeOver: Partial<Artefacts> = {
    remove: async (ref) => {
      if (ref.backupId === overtaken.backupId)
        await amber.db.operation.update({ where: { id: overtaken.id }, data: { attempt: 2 } });
      await remove(ref);
    },
  };
  expect(await run([tried.id, overtaken.id, ended.id], takeOver)).toEqual(['ended', 'ended', 'ended']);
  expect(await stateOf(tried)).toEqual(['completed', 'deleted', false]);
  expect((await amber.operation(tried.id)).attempt).toBe(4);
  // the attempt that has it now is to end it
  expect(await stateOf(overtaken)).toEqual(['running', 'deleting', false]);
  expect(await stateOf(ended)).toEqual(['completed', 'deleting', true]);
});

it('hands all of them back when the worker stops', async () => {
  const all = [await marked(), await marked()];
  expect(
    await run(
      all.map(({ id }) => id),
      {},
      AbortSignal.abort(),
    ),
  ).toEqual(['again', 'again']);
  for (const one of all) expect(await stateOf(one)).toEqual(['pending', 'deleting', true]);
});
