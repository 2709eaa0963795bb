import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillEveryType } from '../data/every-type.ts';
import { keyspaceDifferences, readKeyspace } from '../data/keyspace-digest.ts';
import { endpointOf, withConnection } from '../data/restoring.ts';
import { startRedis } from '../servers/redis.ts';
import type { TestServer } from '../servers/server-process.ts';
import { expect } from '../setup/test.ts';
import { chooseFromMenu } from './reach/backups-page.ts';
import { storeNamed } from './reach/catalogue.ts';
import { choose } from './reach/combobox.ts';
import { storeRow } from './reach/data-stores-page.ts';
import { seedBackup, seedStore, uniqueName } from './reach/seed.ts';
import { test } from './reach/shared-console.ts';

test.describe('restore to a new instance', () => {
  let server: TestServer;
  test.beforeAll(async () => {
    server = await startRedis();
    await withConnection(server, (connection) =>
      fillEveryType(connection, { product: 'redis', functions: true }),
    );
  });
  test.afterAll(() => server.stop());

  test('from the page of a store into a server of its own, which goes with its data store', async ({
    page,
    behind,
  }) => {
    const { id } = await seedStore(behind, uniqueName('original'), server.port);
    await seedBackup(behind, id, uniqueName('to be brought back'));
    await page.goto(`/data-stores/${id}/backups`);
    await page
      .getByRole('list', { name: 'Available backups' })
      .getByRole('button', { name: /^On-demand backup, / })
      .click();
    await page.getByRole('button', { name: 'Restore to new instance', exact: true }).click();
    const drawer = page.getByRole('dialog', { name: 'Restore to new instance', exact: true });
    const name = await drawer.getByRole('textbox', { name: 'Name', exact: true }).inputValue();
    expect(name).toMatch(/^redis-restore-\d{8}T\d{6}Z$/);
    await expect(drawer.getByRole('combobox', { name: 'Where', exact: true })).toContainText(
      'The worker’s machine',
    );
    await expect(drawer).toContainText(/It will be a Redis 7\.\d+\.\d+\./);
    await expect(drawer.getByRole('list', { name: 'Checks' })).toContainText('Artefact present');
    await drawer.getByRole('button', { name: 'Restore', exact: true }).click();
    await expect(page.getByRole('status')).toContainText('Restore started');
    await expect(drawer).toBeHidden();

    // it stands in the table from the moment on at which it was begun
    const made = await storeNamed(behind.catalogue, name);
    await page.goto('/data-stores');
    await expect(storeRow(page, name)).toBeVisible();
    await expect(storeRow(page, name)).toContainText('Active', { timeout: 60_000 });
    const folder = join(behind.dataDir, 'servers', made.id);
    const settings = readFileSync(join(folder, 'server.conf'), 'utf8');
    const port = Number(/^port (\d+)$/m.exec(settings)![1]);
    const password = /^requirepass (.+)$/m.exec(settings)![1]!;
    expect(
      keyspaceDifferences(
        await readKeyspace(endpointOf(server)),
        await readKeyspace(endpointOf({ port, password })),
      ),
    ).toEqual([]);

    await storeRow(page, name)
      .getByRole('button', { name: `Actions for ${name}`, exact: true })
      .click();
    await page.getByRole('menuitem', { name: 'Delete', exact: true }).click();
    const confirmation = page.getByRole('alertdialog', { name: 'Delete data store' });
    await expect(confirmation).toContainText(
      'Amber runs its server: the server and the data in it are removed too.',
    );
    await confirmation.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(storeRow(page, name)).toBeHidden();
    await expect.poll(() => existsSync(folder)).toBe(false);
  });

  test('from the menu of a backup into an empty server that is there, and into no other', async ({
    page,
    behind,
  }) => {
    const original = uniqueName('original');
    const { id } = await seedStore(behind, original, server.port);
    const { description } = await seedBackup(behind, id, uniqueName('for an address'));
    const target = await startRedis({ password: 'secret' });
    try {
      await page.goto('/account/backups');
      await chooseFromMenu(page, description, 'Restore to new instance');
      const drawer = page.getByRole('dialog', { name: 'Restore to new instance', exact: true });
      const name = drawer.getByRole('textbox', { name: 'Name', exact: true });
      await name.fill(original);
      await choose(drawer, 'Where', 'An empty server');
      const address = drawer.getByRole('textbox', { name: 'Connection URI', exact: true });
      const press = () => drawer.getByRole('button', { name: 'Restore', exact: true }).click();
      await address.fill(`redis://127.0.0.1:${server.port}`);
      await press();
      // which of the stores of this server is named first is nobody's promise
      await expect(drawer.getByRole('alert')).toHaveText(
        /^original-\w+ is at this address already\. Restore into it instead\.$/,
      );
      await address.fill(`redis://:secret@127.0.0.1:${target.port}`);
      await press();
      await expect(drawer.getByRole('alert')).toHaveText(`There is a data store named ${original} already`);
      const other = uniqueName('at-an-address');
      await name.fill(other);
      await press();
      await expect(page.getByRole('status')).toContainText('Restore started');
      await page.goto('/data-stores');
      await expect(storeRow(page, other)).toContainText('Active', { timeout: 60_000 });
      const found = await readKeyspace(endpointOf({ port: target.port, password: 'secret' }));
      expect(keyspaceDifferences(await readKeyspace(endpointOf(server)), found)).toEqual([]);
    } finally {
      await target.stop();
    }
  });
});
