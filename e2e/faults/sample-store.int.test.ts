import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DataStoreId } from '#lib/domain/ids';
import { isAlive } from '#lib/platform/running-process';
import { type Installation, OWNER, startInstallation, until } from './installation.ts';

let amber: Installation;
beforeAll(async () => {
  amber = await startInstallation();
});
afterAll(() => amber.stop());

const folderOf = (id: string) => join(amber.dataDir, 'servers', id);
const pidOf = async (id: string): Promise<number> =>
  Number(await readFile(join(folderOf(id), 'server.pid'), 'utf8'));
const keeperOf = async (id: string) =>
  (await amber.db.instance.findUniqueOrThrow({ where: { dataStoreId: id } })).keeperId;
const rowOf = async (id: DataStoreId) =>
  (await amber.web.listDataStores(OWNER)).rows.find((row) => row.id === id);
const active = (id: DataStoreId) =>
  until(async () => {
    const row = await rowOf(id);
    return row?.status === 'active' && row.keys ? row : null;
  }, 'the sample store is active');

it('starts, survives its worker, is stopped and started with it, and goes with its store', async () => {
  const { id } = await amber.web.startSampleStore(OWNER);
  expect(await rowOf(id)).toMatchObject({ name: 'sample', status: 'pending' });
  const elsewhere = { id, name: 'sample', engine: 'redis', host: 'cache.example.org', port: 6379 };
  const refused = { fields: { host: expect.stringContaining('only the name') } };
  await expect(amber.web.editDataStore(OWNER, elsewhere)).rejects.toMatchObject(refused);
  const first = await amber.startWorker();
  const { keys, name } = await active(id);
  const withSecret = { ...elsewhere, host: '127.0.0.1', password: 'another' };
  await expect(amber.web.editDataStore(OWNER, withSecret)).rejects.toMatchObject(refused);
  await amber.web.editDataStore(OWNER, { ...elsewhere, host: '127.0.0.1', name: 'renamed' });
  expect(await active(id)).toMatchObject({ name: 'renamed' });
  expect(name).toBe('sample');
  expect(keys).toBeGreaterThan(500);
  const pid = await pidOf(id);
  const keeper = await keeperOf(id);

  // another worker of this machine leaves it alone
  const second = await amber.startWorker();
  await first.kill();
  expect(isAlive(pid)).toBe(true);
  await until(async () => (await keeperOf(id)) !== keeper, 'the second worker keeps it');
  expect(await pidOf(id)).toBe(pid);

  await second.stop();
  expect(isAlive(pid)).toBe(false);
  const third = await amber.startWorker();
  await until(async () => isAlive(await pidOf(id)), 'it runs again');
  await amber.catalogue.dataStores.probeSoon(id);
  expect((await active(id)).keys).toBe(keys);

  const last = await pidOf(id);
  await amber.web.deleteDataStore(OWNER, { id, deleteBackups: true });
  await until(() => !isAlive(last) && !existsSync(folderOf(id)), 'the server and its folder are gone');
  await until(async () => (await amber.db.instance.count()) === 0, 'so is its row');
  await third.stop();
});

it('says which package to install where there is no server, and leaves nothing behind', async () => {
  const worker = await amber.startWorker(undefined, { PATH: dirname(process.execPath) });
  const { id } = await amber.web.startSampleStore(OWNER);
  const row = await until(async () => {
    const found = await rowOf(id);
    return found?.status === 'failed' ? found : null;
  }, 'it failed');
  expect(row.statusReason).toContain('apt install valkey-server');
  await until(async () => (await amber.db.instance.count()) === 0, 'its row is gone');
  expect(existsSync(folderOf(id))).toBe(false);
  await amber.web.deleteDataStore(OWNER, { id, deleteBackups: false });
  await worker.stop();
});
