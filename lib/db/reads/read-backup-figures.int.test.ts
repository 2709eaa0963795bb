import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type BackupId, newBackupId } from '#lib/domain/ids';
import { type Installation, OWNER, startInstallation } from '../../../e2e/faults/installation.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let amber: Installation;
beforeAll(async () => {
  amber = await startInstallation();
});
afterAll(() => amber.stop());

const DAY = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY);

type Made = { status?: string; trigger?: string; bytes?: bigint | null; at?: Date };
const draft = (store: string, { status = 'available', trigger = 'manual', bytes = 10n, at }: Made) => ({
  id: newBackupId(),
  dataStoreId: store,
  dataStoreName: 'catalogue',
  engine: 'redis',
  trigger,
  description: 'a backup',
  status,
  storedBytes: bytes,
  ...(at ? { createdAt: at } : {}),
});
const backup = async (store: string, made: Made = {}): Promise<BackupId> => {
  const data = draft(store, made);
  await amber.db.backup.create({ data });
  return data.id;
};
const figures = () => amber.web.findBackupFigures(OWNER);
const sums = async () => {
  const { backups, bytes } = await figures();
  return { backups, bytes };
};
const counted = async () => {
  const { _count, _sum } = await amber.db.backup.aggregate({
    where: { status: 'available' },
    _count: true,
    _sum: { storedBytes: true },
  });
  return { backups: _count, bytes: Number(_sum.storedBytes ?? 0) };
};

it('has nothing to say of an empty installation', async () => {
  expect(await figures()).toEqual({ backups: 0, bytes: 0, atRisk: null, failedLately: 0 });
});

it('keeps the sums through every way of a backup', async () => {
  const id = await backup('dst_a', { status: 'pending', bytes: null });
  expect(await sums()).toEqual({ backups: 0, bytes: 0 });
  await amber.db.backup.update({ where: { id }, data: { status: 'available', storedBytes: 30n } });
  await amber.db.backup.createMany({ data: [draft('dst_a', {}), draft('dst_b', { bytes: 5n })] });
  expect(await sums()).toEqual({ backups: 3, bytes: 45 });
  await amber.db.backup.update({ where: { id }, data: { pinned: true } });
  await amber.db.backup.update({ where: { id }, data: { status: 'damaged' } });
  expect(await sums()).toEqual({ backups: 2, bytes: 15 });
  await amber.db.backup.update({ where: { id }, data: { status: 'available' } });
  await amber.db.backup.updateMany({ where: { dataStoreId: 'dst_a' }, data: { status: 'deleting' } });
  await amber.db.backup.updateMany({ where: { dataStoreId: 'dst_a' }, data: { status: 'deleted' } });
  expect(await sums()).toEqual({ backups: 1, bytes: 5 });
  await amber.db.backup.deleteMany({});
  expect(await sums()).toEqual({ backups: 0, bytes: 0 });
});

it('keeps them when many write at once, and when a transaction is undone', async () => {
  const ids = await Promise.all(
    Array.from({ length: 60 }, (_, n) => backup(`dst_${n % 3}`, { bytes: BigInt(n) })),
  );
  const undone = amber.db.$transaction(async (tx) => {
    await tx.backup.deleteMany({});
    throw new Error('undone');
  });
  await Promise.all([
    expect(undone).rejects.toThrow('undone'),
    ...ids.slice(0, 30).map((id) => amber.db.backup.update({ where: { id }, data: { status: 'deleting' } })),
    amber.db.backup.updateMany({ where: { id: { in: ids.slice(20, 50) } }, data: { status: 'damaged' } }),
  ]);
  expect(await sums()).toEqual(await counted());
  await amber.db.backup.deleteMany({});
});

it('names the store whose last good backup is the oldest, one without any first', async () => {
  const [old, young] = [await amber.addStore(1, 'old'), await amber.addStore(2, 'young')];
  await amber.db.dataStore.updateMany({ data: { status: 'active' } });
  const at = daysAgo(2);
  await backup(old, { at });
  await backup(old, { at: daysAgo(1), trigger: 'safety' });
  await backup(old, { at: daysAgo(1), status: 'failed' });
  expect((await figures()).atRisk).toEqual({ dataStoreId: young, dataStoreName: 'young', since: null });
  await backup(young, { at: daysAgo(1) });
  expect((await figures()).atRisk).toMatchObject({ dataStoreName: 'old', since: at.toISOString() });
  // what never came up, or is not seen yet, holds no data that anyone knows of
  await amber.db.dataStore.update({ where: { id: old }, data: { status: 'failed' } });
  expect((await figures()).atRisk).toMatchObject({ dataStoreName: 'young' });
});

it('counts what failed in seven days', async () => {
  await amber.db.backup.deleteMany({});
  await backup('dst_a', { status: 'failed', bytes: null, at: daysAgo(6.9) });
  await backup('dst_a', { status: 'failed', bytes: null, at: daysAgo(7.1) });
  await backup('dst_a', { status: 'cancelled', bytes: null });
  expect((await figures()).failedLately).toBe(1);
});
