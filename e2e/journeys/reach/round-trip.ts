import type { Page } from 'playwright/test';
import type { TestServer } from '../../servers/server-process.ts';
import { expect, test } from '../../setup/test.ts';
import { waitForBackup } from './backups-page.ts';
import { type BackupRow, backupDescribed, storeNamed } from './catalogue.ts';
import { addDataStore, openFromMenu, startBackup, storeRow } from './data-stores-page.ts';
import type { Behind } from './shared-console.ts';
import { expectSameContents, storeContents } from './store-contents.ts';
import { storedFiles } from './stored-files.ts';

export type RoundTrip = {
  page: Page;
  behind: Behind;
  server: TestServer;
  /** Unique within the console. */
  name: string;
  /** What the table says of it: `Valkey 9.1.2`. */
  engine: string;
  method: 'replica' | 'scan';
  /** Changes the store between the two. */
  change(): Promise<unknown>;
};

/** Connects a store, backs it up, changes it, restores it: every key, value, expiry and function is back, and no more. */
export const roundTrip = async (trip: RoundTrip): Promise<void> => {
  const { page, behind, server, name, engine, method, change } = trip;
  const { catalogue, dataDir } = behind;
  const description = `Before the change of ${name}`;
  const original = await storeContents(server);

  await test.step('connects it', async () => {
    await addDataStore(page, { name, uri: server.uri });
    await expect(storeRow(page, name)).toContainText(engine);
  });

  const backup = await test.step('backs it up', async (): Promise<BackupRow> => {
    await startBackup(page, name, description);
    await waitForBackup(page, description, 'Available');
    const row = await backupDescribed(catalogue, description);
    expect(row.method).toBe(method);
    expect(Number(row.keys)).toBe(original.keyspace.size);
    expect(storedFiles(dataDir, row).data.bytes).toBe(Number(row.storedBytes));
    return row;
  });

  await change();
  const changed = await storeContents(server);
  expect(changed.keyspace).not.toEqual(original.keyspace);

  await test.step('restores it', async () => {
    const drawer = await openFromMenu(page, name, 'Restore');
    await expect(drawer.getByRole('combobox', { name: 'Backup', exact: true })).toContainText(description);
    await expect(drawer).toContainText(`CAUTION: this clears all data now in ${name}.`);
    await drawer.getByRole('button', { name: 'Restore', exact: true }).click();
    await expect(page.getByRole('status')).toContainText('Restore started');
    const { id } = await storeNamed(catalogue, name);
    const restores = `SELECT * FROM "Restore" WHERE "dataStoreId" = $1`;
    const ended = async () => (await catalogue.row(restores, [id])).status;
    await expect.poll(ended, { timeout: 60_000 }).toBe('completed');
    expect(await catalogue.row(restores, [id])).toMatchObject({
      targetState: 'replaced',
      backupId: backup.id,
    });
    expectSameContents(await storeContents(server), original);
    const safety = `SELECT status FROM "Backup" WHERE "dataStoreId" = $1 AND trigger = 'safety'`;
    expect(await catalogue.row(safety, [id])).toEqual({ status: 'available' });
  });
};
