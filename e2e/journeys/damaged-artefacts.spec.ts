import { copyFileSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { noise } from '../data/every-type.ts';
import { redisCli, startRedis } from '../servers/redis.ts';
import type { TestServer } from '../servers/server-process.ts';
import { expect } from '../setup/test.ts';
import { backupRow } from './reach/backups-page.ts';
import { type BackupRow, backupDescribed, type StoreRow } from './reach/catalogue.ts';
import { openFromMenu } from './reach/data-stores-page.ts';
import { seedBackup, seedStore, uniqueName } from './reach/seed.ts';
import { type Behind, test } from './reach/shared-console.ts';
import { expectSameContents, storeContents } from './reach/store-contents.ts';
import { artefactFolder } from './reach/stored-files.ts';

const DATA = 'data.rdb.zst';

type Damage = {
  what: string;
  /** `folder` is that of the backup, `other` that of a sound one of the same store. */
  harm(folder: string, other: string): void;
  /** What the console says of it. */
  says: RegExp;
  /** Whether the drawer sees it already, which reads the manifest and looks at sizes. */
  atOnce: boolean;
};

const flip = (path: string, at: (length: number) => number): void => {
  const bytes = readFileSync(path);
  bytes[at(bytes.length)]! ^= 0x10;
  writeFileSync(path, bytes);
};

const DAMAGES: Damage[] = [
  {
    what: 'cut off',
    harm: (folder) => truncateSync(join(folder, DATA), readFileSync(join(folder, DATA)).length - 7),
    says: /data file .*\d+ .*\d+/,
    atOnce: true,
  },
  {
    what: 'with one bit flipped',
    harm: (folder) => flip(join(folder, DATA), (length) => length >> 1),
    says: /SHA-256 differs/,
    atOnce: false,
  },
  {
    what: 'swapped with another one',
    harm: (folder, other) => {
      for (const file of [DATA, 'manifest.json']) copyFileSync(join(other, file), join(folder, file));
    },
    says: /another backup|belongs/i,
    atOnce: true,
  },
  {
    what: 'with the data of another one',
    harm: (folder, other) => copyFileSync(join(other, DATA), join(folder, DATA)),
    says: /data file .*\d+ .*\d+/,
    atOnce: true,
  },
  {
    what: 'with a changed manifest',
    harm: (folder) => {
      const path = join(folder, 'manifest.json');
      const manifest = JSON.parse(readFileSync(path, 'utf8'));
      manifest.data.plain.bytes += 1;
      writeFileSync(path, JSON.stringify(manifest));
    },
    says: /manifest/i,
    atOnce: true,
  },
  {
    what: 'without its data',
    harm: (folder) => rmSync(join(folder, DATA)),
    says: /are not in the storage/,
    atOnce: true,
  },
  {
    what: 'missing altogether',
    harm: (folder) => renameSync(folder, `${folder}.gone`),
    says: /are not in the storage/,
    atOnce: true,
  },
];

test.describe('an artefact that was', () => {
  const name = uniqueName('damaged');
  let server: TestServer;
  let store: StoreRow;
  let sound: BackupRow;

  test.beforeAll(async ({ behind }) => {
    server = await startRedis();
    for (let i = 0; i < 50; i += 1) redisCli(server, ['SET', `key:${i}`, `value ${i} ${'x'.repeat(i * 20)}`]);
    store = await seedStore(behind, name, server.port);
    sound = await seedBackup(behind, store.id, uniqueName('sound'));
    redisCli(server, ['SET', 'later'], { stdin: noise(1000) });
  });
  test.afterAll(() => server.stop());

  for (const { what, harm, says } of DAMAGES) {
    test(`${what} after the checks: the worker refuses before it touches the store`, async ({
      page,
      behind,
    }) => {
      const backup = await seedBackup(behind, store.id, uniqueName(what));
      const contents = await storeContents(server);
      const drawer = await openFromMenu(page, name, 'Restore');
      await expect(drawer.getByRole('combobox', { name: 'Backup', exact: true })).toContainText(what);
      const button = drawer.getByRole('button', { name: 'Restore', exact: true });
      await expect(button).toBeEnabled();
      harm(artefactFolder(behind.dataDir, backup), artefactFolder(behind.dataDir, sound));
      await button.click();
      await expect(page.getByRole('status')).toContainText('Restore started');

      const restores = 'SELECT * FROM "Restore" WHERE "backupId" = $1';
      const ended = async () => (await behind.catalogue.row(restores, [backup.id])).status;
      await expect.poll(ended).toBe('failed');
      const row = await behind.catalogue.row(restores, [backup.id]);
      expect(row).toMatchObject({ targetState: 'untouched', safetyBackupId: null, touchedAt: null });
      expect(row.reason).toMatch(says);
      expectSameContents(await storeContents(server), contents);
      await page.goto('/activity');
      const line = page
        .getByRole('row')
        .filter({ hasText: backup.description })
        .filter({ hasText: 'Restore' });
      await expect(line.first()).toContainText('Failed');
      await expect(line.first()).toContainText(says);
      await expectDamaged(page, behind, backup, says);
    });

    test(`${what}: the download refuses`, async ({ page, behind }) => {
      const backup = await damaged(behind, harm, what);
      const path = `/api/backups/${backup.id}/download`;
      const whole = await page.request.get(path).then(
        async (answer) => ({ status: answer.status(), text: await answer.text() }),
        // the head was sent already: the connection is cut, so that nobody takes it for whole
        (error: Error) => ({ status: 0, text: error.message }),
      );
      expect(whole.status === 0 || whole.status >= 400, `${whole.status} ${whole.text.slice(0, 200)}`).toBe(
        true,
      );
      if (whole.status !== 0) expect(whole.text).toMatch(says);
      await expectStatus(behind, backup, 'damaged');
      const again = await page.request.get(path);
      expect(again.status()).toBe(409);
      expect(await again.text()).toContain('damaged');
    });
  }

  test('at a glance: the drawer refuses what it can see', async ({ page, behind }) => {
    for (const { what, harm, says } of DAMAGES.filter(({ atOnce }) => atOnce)) {
      const backup = await damaged(behind, harm, what);
      const query = `backup=${backup.id}&dataStore=${store.id}`;
      const preflight = await (await page.request.get(`/api/restores/preflight?${query}`)).json();
      expect(preflight.allowed, what).toBe(false);
      const refused = preflight.checks.filter((check: { outcome: string }) => check.outcome === 'refuse');
      expect(refused, what).toEqual([expect.objectContaining({ text: expect.stringMatching(says) })]);
      await expectStatus(behind, backup, 'damaged');
    }
    const [{ harm, says }] = DAMAGES.slice(-1) as [Damage];
    const backup = await damaged(behind, harm, 'seen in the drawer');
    const drawer = await openFromMenu(page, name, 'Restore');
    await expect(drawer.getByRole('combobox', { name: 'Backup', exact: true })).toContainText(
      backup.description,
    );
    await expect(drawer.getByRole('list', { name: 'Checks' })).toContainText(says);
    await expect(drawer.getByRole('button', { name: 'Restore', exact: true })).toBeDisabled();
  });

  /** A backup whose files were harmed after it was taken. */
  const damaged = async (behind: Behind, harm: Damage['harm'], what: string): Promise<BackupRow> => {
    const backup = await seedBackup(behind, store.id, uniqueName(what));
    harm(artefactFolder(behind.dataDir, backup), artefactFolder(behind.dataDir, sound));
    return backup;
  };
});

const expectStatus = ({ catalogue }: Behind, { description }: BackupRow, status: string): Promise<void> =>
  expect.poll(async () => (await backupDescribed(catalogue, description)).status).toBe(status);

/** The list says so too, and why, and offers neither restore nor download. */
const expectDamaged = async (page: Page, behind: Behind, backup: BackupRow, says: RegExp): Promise<void> => {
  const { description } = backup;
  await expectStatus(behind, backup, 'damaged');
  await page.goto(`/account/backups?search=${encodeURIComponent(description)}`);
  const row = backupRow(page, description);
  await expect(row).toContainText('Damaged');
  await expect(row).toContainText(says);
  await row.getByRole('button', { name: /^Actions for / }).click();
  for (const item of ['Restore', 'Download']) {
    const offered = page.getByRole('menuitem', { name: item, exact: true });
    await expect(offered.and(page.locator(':not([aria-disabled="true"])'))).toHaveCount(0);
  }
  await page.keyboard.press('Escape');
};
