import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Installation, OWNER, startInstallation, until } from '../../e2e/faults/installation.ts';
import { redisCli, startRedis } from '../../e2e/servers/redis.ts';
import type { TestServer } from '../../e2e/servers/server-process.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let amber: Installation;
let redis: TestServer;
let store: string;
beforeAll(async () => {
  amber = await startInstallation();
  redis = await startRedis();
  store = await amber.addStore(redis.port, 'catalogue');
});
afterAll(async () => {
  await amber.stop();
  await redis.stop();
});

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const row = (id: string) => amber.db.backup.findUniqueOrThrow({ where: { id } });
const listed = async (id: string) =>
  (await amber.web.listBackups(OWNER, { dataStore: store })).rows.find((each) => each.id === id)!;
const options = async (search = '') => {
  const { groups } = await amber.web.listBackupOptions(OWNER, { dataStore: store, search, timeZone: 'UTC' });
  return groups.flatMap((group) => group.options);
};
const now = async () => (await amber.catalogue.now()).getTime();

it('shows a backup that waited at the time of its data, and keeps it from then on', async () => {
  const { backupId } = await amber.startBackup(store);
  // no worker for three hours
  const asked = new Date((await now()) - 3 * HOUR);
  await amber.db.backup.update({ where: { id: backupId }, data: { createdAt: asked } });
  expect((await listed(backupId)).createdAt).toBe(asked.toISOString());
  redisCli(redis, ['SET', 'mistake', 'made while the backup waited']);
  const mistake = await now();

  await amber.startWorker();
  const taken = await until(async () => {
    const read = await row(backupId);
    return read.status === 'available' ? read : null;
  }, 'the backup is there');
  const manifest = JSON.parse(
    await readFile(join(amber.dataDir, 'storage/artefacts', store, backupId, 'manifest.json'), 'utf8'),
  );
  const { startedAt } = manifest;
  expect(Date.parse(startedAt)).toBeGreaterThanOrEqual(mistake);
  expect(taken.createdAt.toISOString()).toBe(startedAt);
  expect(taken.startedAt).toEqual(taken.createdAt);
  expect(taken.expiresAt!.getTime()).toBe(Date.parse(startedAt) + 30 * DAY);
  expect(manifest.expiresAt).toBe(taken.expiresAt!.toISOString());

  expect(await listed(backupId)).toMatchObject({ createdAt: startedAt, expiresAt: manifest.expiresAt });
  expect((await options())[0]).toMatchObject({
    id: backupId,
    createdAt: startedAt,
    label: `Manual backup of catalogue, ${startedAt}`,
  });
  const time = (at: string) => at.slice(11, 16);
  expect(await options(time(startedAt))).toHaveLength(1);
  expect(await options(time(asked.toISOString()))).toHaveLength(0);
  const { rows } = await amber.web.listDataStores(OWNER);
  expect(rows.find(({ id }) => id === store)!.lastBackupAt).toBe(startedAt);
});

it('leaves one of which nothing came at the time at which it was asked for', async () => {
  await redis.stop();
  const { backupId, operationId } = await amber.startBackup(store);
  const { createdAt } = await row(backupId);
  await amber.web.cancelOperation(OWNER, { operationId });
  await until(async () => (await row(backupId)).status === 'cancelled', 'the backup is cancelled');
  expect((await listed(backupId)).createdAt).toBe(createdAt.toISOString());
});
