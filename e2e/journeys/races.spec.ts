import { randomUUID } from 'node:crypto';
import { startRedis } from '../servers/redis.ts';
import type { TestServer } from '../servers/server-process.ts';
import { expect } from '../setup/test.ts';
import { forge } from './reach/actions.ts';
import type { StoreRow } from './reach/catalogue.ts';
import { choose } from './reach/combobox.ts';
import { openFromMenu } from './reach/data-stores-page.ts';
import { seedBackup, seedStore, uniqueName } from './reach/seed.ts';
import { test } from './reach/shared-console.ts';
import { expectSameContents, storeContents } from './reach/store-contents.ts';
import { filesLeft } from './reach/stored-files.ts';

test.describe('two at once', () => {
  const name = uniqueName('races');
  let server: TestServer;
  let store: StoreRow;

  test.beforeAll(async ({ behind }) => {
    server = await startRedis();
    store = await seedStore(behind, name, server.port);
  });
  test.afterAll(() => server.stop());

  test('a double click on Create takes one backup, and so does the same request again', async ({
    page,
    behind,
  }) => {
    const description = uniqueName('pressed twice');
    const drawer = await openFromMenu(page, name, 'Manual');
    await drawer.getByRole('textbox', { name: 'Description' }).fill(description);
    const sent = page.waitForRequest((request) => 'next-action' in request.headers());
    await drawer.getByRole('button', { name: 'Create', exact: true }).dblclick();
    const [input] = JSON.parse((await sent).postData()!);
    await expect(page.getByRole('status')).toContainText('Backup started');
    // as a browser would that did not hear the answer
    const again = await Promise.all([
      forge('startBackup', { ...behind, input }),
      forge('startBackup', { ...behind, input }),
    ]);
    for (const answer of again) expect(answer.result).toMatchObject({ ok: true });
    const taken = await behind.catalogue.rows('SELECT id FROM "Backup" WHERE description = $1', [
      description,
    ]);
    expect(taken).toHaveLength(1);
    const operations = 'SELECT state FROM "Operation" WHERE "backupId" = $1';
    const state = async () => (await behind.catalogue.row(operations, [taken[0]!.id])).state;
    await expect.poll(state).toBe('completed');
  });

  test('two different backups at once: the second is told who has the store', async ({ page, behind }) => {
    // A store that answers nothing keeps the first one running for as long as it takes.
    process.kill(server.pid, 'SIGSTOP');
    try {
      const input = { dataStoreId: store.id, description: uniqueName('first'), retentionDays: '30' };
      const first = await forge('startBackup', { ...behind, input: { ...input, requestKey: randomUUID() } });
      expect(first.result).toMatchObject({ ok: true });
      const before = await behind.catalogue.count('Backup');
      const drawer = await openFromMenu(page, name, 'Manual');
      await drawer.getByRole('button', { name: 'Create', exact: true }).click();
      await expect(drawer.getByRole('alert')).toHaveText(
        `A backup of ${name} is under way. Wait until it is through, or cancel it under Activity.`,
      );
      expect(await behind.catalogue.count('Backup')).toBe(before);
    } finally {
      process.kill(server.pid, 'SIGCONT');
    }
    const leases = 'SELECT kind FROM "Lease" WHERE "dataStoreId" = $1';
    await expect.poll(() => behind.catalogue.rows(leases, [store.id]), { timeout: 60_000 }).toEqual([]);
  });

  test('a backup is deleted while the restore drawer is open', async ({ page, behind }) => {
    const description = uniqueName('deleted meanwhile');
    const backup = await seedBackup(behind, store.id, description);
    const contents = await storeContents(server);
    const drawer = await openFromMenu(page, name, 'Restore');
    await expect(drawer.getByRole('combobox', { name: 'Backup', exact: true })).toContainText(description);
    const restore = drawer.getByRole('button', { name: 'Restore', exact: true });
    await expect(restore).toBeEnabled();

    const deleted = await forge('deleteBackup', { ...behind, input: { backupId: backup.id } });
    expect(deleted.result).toMatchObject({ ok: true });
    await expect.poll(() => filesLeft(behind.dataDir, backup)).toEqual([]);
    await restore.click();
    const alert = 'This backup is no longer available. Choose another one.';
    await expect(restore).toBeDisabled();
    await expect(drawer.getByRole('alert')).toHaveText([alert]);
    const restores = 'SELECT id FROM "Restore" WHERE "backupId" = $1';
    expect(await behind.catalogue.rows(restores, [backup.id])).toEqual([]);
    expectSameContents(await storeContents(server), contents);
  });

  test('two tabs apply different schedules: the second sees the first before it decides', async ({
    page,
    context,
    behind,
  }) => {
    const policy = () =>
      behind.catalogue.row('SELECT hours, revision FROM "Policy" WHERE "dataStoreId" = $1', [store.id]);
    const other = await context.newPage();
    const open = async (tab: typeof page, hour: string) => {
      const drawer = await openFromMenu(tab, name, 'Schedule');
      await choose(drawer, 'Backup Policy', 'Enabled');
      await drawer.getByRole('checkbox', { name: 'Every Day' }).click();
      await drawer.getByRole('checkbox', { name: hour, exact: true }).click();
      return { drawer, apply: drawer.getByRole('button', { name: 'Apply', exact: true }) };
    };
    const mine = await open(page, '03:00');
    const theirs = await open(other, '21:00');

    await theirs.apply.click();
    await expect(theirs.drawer).toBeHidden();
    expect(await policy()).toMatchObject({ hours: [21], revision: 1 });

    await mine.apply.click();
    const note = mine.drawer.getByRole('alert');
    await expect(note).toContainText('This schedule was changed in the meantime.');
    await expect(note).toContainText('21:00');
    await expect(mine.apply).toBeDisabled();
    await expect(mine.drawer.getByRole('checkbox', { name: '03:00' })).toBeChecked();
    expect(await policy()).toMatchObject({ hours: [21], revision: 1 });

    await note.getByRole('button', { name: 'Go on with my choice' }).click();
    await mine.apply.click();
    await expect(mine.drawer).toBeHidden();
    expect(await policy()).toMatchObject({ hours: [3], revision: 2 });
  });
});
