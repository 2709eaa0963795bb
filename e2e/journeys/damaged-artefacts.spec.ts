import { copyFileSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
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
    says: /ends|truncated|shorter|bytes/i,
  },
  {
    what: 'with one bit flipped',
    harm: (folder) => flip(join(folder, DATA), (length) => length >> 1),
    says: /checksum|damaged|zstd/i,
  },
  {
    what: 'swapped with another one',
    harm: (folder, other) => {
      for (const file of [DATA, 'manifest.json']) copyFileSync(join(other, file), join(folder, file));
    },
    says: /another backup|belongs/i,
  },
  {
    what: 'with the data of another one',
    harm: (folder, other) => copyFileSync(join(other, DATA), join(folder, DATA)),
    says: /checksum|bytes/i,
  },
  {
    what: 'with a changed manifest',
    harm: (folder) => {
      const path = join(folder, 'manifest.json');
      writeFileSync(path, readFileSync(path, 'utf8').replace(/"keys":\d+/, '"keys":1'));
    },
    says: /manifest/i,
  },
  { what: 'without its data', harm: (folder) => rmSync(join(folder, DATA)), says: /missing|not there|gone/i },
  {
    what: 'missing altogether',
    harm: (folder) => renameSync(folder, `${folder}.gone`),
    says: /missing|not there|gone/i,
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
    redisCli(server, ['SET', 'later', 'than the sound one']);
  });
  test.afterAll(() => server.stop());

  for (const { what, harm, says } of DAMAGES) {
    test(`${what}: the restore refuses before it touches the store`, async ({ page, behind }) => {
      const backup = await damaged(behind, harm, what);
      const contents = await storeContents(server);
      await restore(page, backup);
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
      await expectDamaged(page, behind, backup, says);
      const again = await page.request.get(path);
      expect(again.status()).toBe(409);
      expect(await again.text()).toContain('damaged');
    });
  }

  /** A backup whose files were harmed after it was taken. */
  const damaged = async (behind: Behind, harm: Damage['harm'], what: string): Promise<BackupRow> => {
    const backup = await seedBackup(behind, store.id, uniqueName(what));
    harm(artefactFolder(behind.dataDir, backup), artefactFolder(behind.dataDir, sound));
    return backup;
  };

  const restore = async (page: Page, { description }: BackupRow): Promise<void> => {
    const drawer = await openFromMenu(page, name, 'Restore');
    await expect(drawer.getByRole('combobox', { name: 'Backup', exact: true })).toContainText(description);
    await drawer.getByRole('button', { name: 'Restore', exact: true }).click();
    await expect(page.getByRole('status')).toContainText('Restore started');
  };
});

const expectDamaged = async (
  page: Page,
  { catalogue }: Behind,
  { description }: BackupRow,
  says: RegExp,
): Promise<void> => {
  await expect.poll(async () => (await backupDescribed(catalogue, description)).status).toBe('damaged');
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
