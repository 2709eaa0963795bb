import { redisCli, startRedis } from '../servers/redis.ts';
import { expect } from '../setup/test.ts';
import { openFromMenu } from './reach/data-stores-page.ts';
import { seedBackup, seedStore, uniqueName } from './reach/seed.ts';
import { test } from './reach/shared-console.ts';
import { expectSameContents, storeContents } from './reach/store-contents.ts';

test('a restore that a store breaks off offers both ways out, and each of them works', async ({
  page,
  behind,
}) => {
  const server = await startRedis();
  const name = uniqueName('incomplete');
  for (const key of ['any:1', 'any:2', 'zone:1']) redisCli(server, ['SET', key, 'of the backup']);
  const store = await seedStore(behind, name, server.port);
  await seedBackup(behind, store.id, uniqueName('wanted'));
  const wanted = await storeContents(server);
  redisCli(server, ['SET', 'any:1', 'changed']);
  redisCli(server, ['SET', 'any:3', 'new']);
  redisCli(server, ['DEL', 'zone:1']);
  const changed = await storeContents(server);
  // The server itself will refuse one of the keys, which nobody can know before it is written.
  redisCli(server, ['ACL', 'SETUSER', 'default', 'resetkeys', '~[^z]*']);

  const drawer = await openFromMenu(page, name, 'Restore');
  await drawer.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('Restore started');
  await page.goto(`/activity?dataStore=${store.id}&kind=restore`);
  const rows = page.getByRole('table', { name: 'Activity' }).getByRole('row');
  const failed = rows.filter({ hasText: 'Failed' });
  await expect(failed).toContainText('zone:1');
  await expect(failed).toContainText('NOPERM');
  const restores =
    'SELECT status, "targetState" FROM "Restore" WHERE "dataStoreId" = $1 ORDER BY "createdAt"';
  const states = () => behind.catalogue.rows(restores, [store.id]);
  expect(await states()).toEqual([{ status: 'failed', targetState: 'incomplete' }]);
  await expect(failed.getByRole('button', { name: 'Restore again', exact: true })).toBeVisible();

  redisCli(server, ['ACL', 'SETUSER', 'default', '~*']);
  await failed.getByRole('button', { name: 'Restore the safety backup', exact: true }).click();
  await expect(rows.filter({ hasText: 'Completed' })).toHaveCount(1);
  expectSameContents(await storeContents(server), changed);
  expect((await states())[1]).toEqual({ status: 'completed', targetState: 'rolled back' });

  const again = failed.getByRole('button', { name: 'Restore again', exact: true });
  await again.click();
  await expect(rows.filter({ hasText: 'Completed' })).toHaveCount(2);
  expectSameContents(await storeContents(server), wanted);
  // taken once, by the first attempt
  const safety = `SELECT status FROM "Backup" WHERE "dataStoreId" = $1 AND trigger = 'safety'`;
  expect(await behind.catalogue.rows(safety, [store.id])).toEqual([{ status: 'available' }]);
  await server.stop();
});
