import { copyFile, open, readdir, rename, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { redisCli, startRedis } from '../servers/redis.ts';
import type { TestServer } from '../servers/server-process.ts';
import { type Installation, OWNER, startInstallation, until } from './installation.ts';
import { digestOf } from './load-context.ts';
import { recordFault } from './record-fault.ts';

let amber: Installation;
const servers: TestServer[] = [];
const stores: string[] = [];
const backups: string[] = [];

const ended = (id: string) =>
  until(async () => {
    const row = await amber.operation(id);
    return ['completed', 'failed', 'cancelled'].includes(row.state) ? row : null;
  }, 'the operation ends');
const folderOf = (at: number) => join(amber.dataDir, 'storage/artefacts', stores[at]!, backups[at]!);
const dataOf = async (at: number) =>
  join(folderOf(at), (await readdir(folderOf(at))).find((name) => name.startsWith('data'))!);

beforeAll(async () => {
  amber = await startInstallation();
  await amber.startWorker();
  for (const name of ['first', 'second']) {
    const server = await startRedis({ args: ['--repl-diskless-sync-delay', '0'] });
    redisCli(server, ['EVAL', `for i=1,2000 do redis.call('SET','${name}'..i,redis.sha1hex(i)) end`, '0']);
    servers.push(server);
    stores.push(await amber.addStore(server.port, name));
    const { backupId, operationId } = await amber.startBackup(stores.at(-1)!);
    expect(await ended(operationId)).toMatchObject({ state: 'completed' });
    backups.push(backupId);
  }
});
afterAll(async () => {
  await amber.stop();
  await Promise.all(servers.map((server) => server.stop()));
});

/** A restore of the artefact as it lies there now: the worker finds out, as the row still says Available. */
const expectRefused = async (at: number) => {
  await amber.db.backup.update({
    where: { id: backups[at]! },
    data: { status: 'available', reason: null },
  });
  const before = digestOf(servers[at]!);
  const { restoreId, operationId } = await amber.startRestore(backups[at]!, stores[at]!);
  const operation = await ended(operationId);
  expect(operation).toMatchObject({ state: 'failed', attempt: 1 });
  expect(await amber.db.restore.findUnique({ where: { id: restoreId } })).toMatchObject({
    targetState: 'untouched',
    touchedAt: null,
    safetyBackupId: null,
  });
  expect(digestOf(servers[at]!)).toBe(before);
  expect(await amber.db.backup.findUnique({ where: { id: backups[at]! } })).toMatchObject({
    status: 'damaged',
    reason: operation.reason,
  });
};
const expectSound = async (at: number) => {
  const { operationId } = await amber.web.verifyBackup(OWNER, { backupId: backups[at]! });
  expect(await ended(operationId)).toMatchObject({ state: 'completed' });
  expect(await amber.db.backup.findUnique({ where: { id: backups[at]! } })).toMatchObject({
    status: 'available',
  });
};

const sizeOf = async (path: string): Promise<number> => {
  const file = await open(path);
  const { size } = await file.stat();
  await file.close();
  return size;
};
const flipBit = async (path: string, at: number, bit: number) => {
  const file = await open(path, 'r+');
  const byte = Buffer.alloc(1);
  await file.read(byte, 0, 1, at);
  byte[0]! ^= 1 << bit;
  await file.write(byte, 0, 1, at);
  await file.close();
};

it('row 14: one bit turned over anywhere in data or manifest: refused before the target is touched', async () => {
  const places = 12;
  for (const path of [await dataOf(0), join(folderOf(0), 'manifest.json')]) {
    const size = await sizeOf(path);
    for (let place = 0; place < places; place += 1) {
      const at = Math.round(((size - 1) * place) / (places - 1));
      await flipBit(path, at, place % 8);
      await expectRefused(0);
      await flipBit(path, at, place % 8);
    }
  }
  await expectSound(0);
  recordFault(import.meta.url, {
    rows: [14],
    injected:
      'One bit turned over, from the first byte to the last, in the data and in the manifest; a restore of it, while its row says Available',
    times: 2 * places,
    survived:
      'Refused, the target had the same data; the backup became Damaged with the reason, and Available again after the bit was turned back and it was verified.',
  });
});

it('row 15: cut anywhere: refused before the target is touched', async () => {
  const shares = [0, 0.001, 0.25, 0.5, 0.75, 0.999];
  for (const path of [await dataOf(0), join(folderOf(0), 'manifest.json')]) {
    const size = await sizeOf(path);
    const whole = join(amber.dataDir, 'whole');
    await copyFile(path, whole);
    // the manifest's last byte ends its line: without it nothing is missing
    const oneShort = path.endsWith('.json') ? size - 2 : size - 1;
    for (const length of [...shares.map((share) => Math.floor(size * share)), oneShort]) {
      await truncate(path, length);
      await expectRefused(0);
      await copyFile(whole, path);
    }
  }
  await expectSound(0);
  recordFault(import.meta.url, {
    rows: [15],
    injected: 'Data and manifest cut, from nothing left to one byte short',
    times: 2 * (shares.length + 1),
    survived: 'Refused, the target had the same data; the backup became Damaged with the reason.',
  });
});

it('row 16: the artefacts of two stores in each other’s place: both are refused', async () => {
  const swap = async () => {
    await rename(folderOf(0), join(amber.dataDir, 'aside'));
    await rename(folderOf(1), folderOf(0));
    await rename(join(amber.dataDir, 'aside'), folderOf(1));
  };
  await swap();
  await expectRefused(0);
  await expectRefused(1);
  await swap();
  await expectSound(0);
  await expectSound(1);
  recordFault(import.meta.url, {
    rows: [16],
    injected: 'The folders of two stores’ backups changed for one another; a restore of each',
    times: 2,
    survived: 'Refused, both targets had the same data; sound again after they were changed back.',
  });
});
