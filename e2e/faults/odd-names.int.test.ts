import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openArtefacts } from '#lib/composition/artefacts';
import type { BackupId, DataStoreId } from '#lib/domain/ids';
import { redisCli, startRedis } from '../servers/redis.ts';
import type { TestServer } from '../servers/server-process.ts';
import { audit } from './audit.ts';
import { type Installation, OWNER, startInstallation, until } from './installation.ts';
import { recordFault } from './record-fault.ts';

const ODD = [
  'a\r\nSet-Cookie: x=1',
  '../../../../etc/passwd',
  '..',
  '/etc/passwd',
  'a\0b',
  'x'.repeat(10_000),
  'invoice\u202efdp.exe',
  '\u2066hidden\u2069',
  '"; rm -rf / #',
  '<img src=x onerror=alert(1)>',
  '\'); DROP TABLE "Backup"; --',
  '__proto__',
  '%2e%2e%2f',
  '-rf',
];

let amber: Installation;
let redis: TestServer;
beforeAll(async () => {
  amber = await startInstallation();
  redis = await startRedis({ args: ['--repl-diskless-sync-delay', '0'] });
  redisCli(redis, ['SET', 'one', 'value']);
});
afterAll(async () => {
  await amber.stop();
  await redis.stop();
});

const ended = (id: string) =>
  until(async () => {
    const row = await amber.operation(id);
    return ['completed', 'failed', 'cancelled'].includes(row.state) ? row : null;
  }, 'the operation ends');
const taken = async <T>(work: () => Promise<T>): Promise<T | null> => {
  try {
    return await work();
  } catch (error) {
    expect(error).toMatchObject({ code: 'invalid-input' });
    return null;
  }
};

it('row 37: odd names of stores and descriptions are refused beside their field, or harmless everywhere', async () => {
  await amber.startWorker();
  const artefacts = await openArtefacts();
  let accepted = 0;
  for (const [index, odd] of ODD.entries()) {
    const store =
      (await taken(() => amber.addStore(redis.port, odd))) ??
      (await amber.addStore(redis.port, `even-${index}`));
    const request = { dataStoreId: store, retentionDays: 3 };
    const start = (description: string) =>
      amber.web.startBackup(OWNER, { ...request, description, requestKey: crypto.randomUUID() });
    const { backupId, operationId } = (await taken(() => start(odd))) ?? (await start('even'));
    expect(await ended(operationId)).toMatchObject({ state: 'completed' });
    const row = await amber.db.backup.findUniqueOrThrow({ where: { id: backupId } });
    if (row.dataStoreName === odd || row.description === odd) accepted += 1;
    // what is on disk is named by ids alone
    expect(await readdir(join(amber.dataDir, 'storage/artefacts', store))).toEqual([backupId]);
    const ref = { dataStoreId: store as DataStoreId, backupId: backupId as BackupId };
    const { fileName } = await artefacts.download(ref, { stored: false });
    expect(fileName).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}-\d{8}T\d{6}Z\.rdb$/);
    const found = await taken(() => amber.web.listBackups(OWNER, { search: odd }));
    // what has no letters is sought nowhere
    if (found && row.description === odd && /[a-z]{3}/i.test(odd))
      expect(
        found.rows.map(({ id }) => id),
        odd,
      ).toContain(backupId);
  }
  expect(accepted).toBeGreaterThan(4);
  for (const id of ['../..', '..', 'dst_../../x', '', '%2e%2e', '__proto__', 'a\0b'])
    await expect(
      amber.web.startBackup(OWNER, { dataStoreId: id, requestKey: crypto.randomUUID() }),
    ).rejects.toMatchObject({
      code: 'invalid-input',
    });
  expect(await audit(amber)).toEqual([]);
  recordFault(import.meta.url, {
    rows: [37],
    injected:
      'Names of stores and descriptions with CRLF, `../`, NUL, 10 kB, right-to-left marks, markup, SQL and shell; ids that are paths',
    times: 2 * ODD.length + 7,
    survived:
      'Refused beside the field, or stored and backed up: files are named by ids alone, and the name of a download is plain letters.',
  });
});
