import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright/test';
import { fillEveryType, fillSmallKeys } from '../data/every-type.ts';
import { withConnection } from '../data/restoring.ts';
import { startTcpProxy, type TcpProxy } from '../faults/tcp-proxy.ts';
import { redisCli, startRedis } from '../servers/redis.ts';
import type { TestServer } from '../servers/server-process.ts';
import { startConsole, type TestConsole } from '../setup/console.ts';
import { test as base, expect } from '../setup/test.ts';
import { backupRow, cellOf, chooseFromMenu, waitForBackup } from './reach/backups-page.ts';
import { type BackupRow, backupDescribed, openCatalogue } from './reach/catalogue.ts';
import { choose } from './reach/combobox.ts';
import { addDataStore, openFromMenu, startBackup, storeRow } from './reach/data-stores-page.ts';
import { expectSameContents, storeContents } from './reach/store-contents.ts';
import { artefactFolder, filesLeft, sha256Of, storedFiles } from './reach/stored-files.ts';

/** A console of its own, as nobody has used it yet: in a new data folder, without an owner. */
const test = base.extend<{ amber: TestConsole; store: TestServer; way: TcpProxy }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
  amber: async ({}, use) => {
    const amber = await startConsole();
    await use(amber);
    await amber.stop();
  },
  baseURL: ({ amber }, use) => use(amber.url),
  storageState: { cookies: [], origins: [] },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  store: async ({}, use) => {
    const store = await startRedis();
    await withConnection(store, async (connection) => {
      await fillEveryType(connection, { product: 'redis', functions: true });
      await fillSmallKeys(connection, SMALL_KEYS);
    });
    await use(store);
    await store.stop();
  },
  /** What the console connects to, as how fast the store answers is the journey's to say. */
  way: async ({ store }, use) => {
    const way = await startTcpProxy(store.port);
    await use(way);
    await way.stop();
  },
});

const OWNER = { name: 'Rosa Ortiz', email: 'rosa@example.org', password: 'correct horse battery staple' };
const STORE = 'catalogue-1';
const BEFORE = 'Before the release';
const SMALL_KEYS = 5000;
/** Slow enough to watch the data set come in. */
const SLOWLY = { kind: 'throttle', bytesPerSecond: 500_000 } as const;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const grouped = (count: number): string => count.toLocaleString('en-US');

test('the main job, from an empty folder to a restored store', async ({ page, amber, store, way }) => {
  test.setTimeout(180_000);
  const catalogue = openCatalogue(amber.dataDir);
  const original = await storeContents(store);
  const originalKeys = original.keyspace.size;
  const scratch = mkdtempSync(join(tmpdir(), 'amber-journey-'));
  let before!: BackupRow;
  let scheduled!: BackupRow;
  const thisHour = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS);

  await test.step('opens the address that npm start prints, and creates the owner', async () => {
    await page.goto(/^Amber is ready at (\S+)$/m.exec(amber.output())![1]!);
    await expect(page).toHaveURL(`${amber.url}/setup`);
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(OWNER.name);
    await page.getByRole('textbox', { name: 'Email', exact: true }).fill(OWNER.email);
    await page.getByRole('textbox', { name: 'Password', exact: true }).fill(OWNER.password);
    await page.getByRole('button', { name: 'Create owner', exact: true }).click();
    await expect(page).toHaveURL(`${amber.url}/data-stores`);
    await expect(page.getByRole('heading', { name: /^Data Stores/ })).toBeVisible();
    const user = await catalogue.row('SELECT name, email, role FROM "User"');
    expect(user).toEqual({ name: OWNER.name, email: OWNER.email, role: 'owner' });
    // the door has closed behind it
    await page.goto('/setup');
    await expect(page).not.toHaveURL(/\/setup/);
  });

  await test.step('connects a running Redis', async () => {
    await addDataStore(page, { name: STORE, uri: `redis://127.0.0.1:${way.port}` });
    const row = storeRow(page, STORE);
    const version = /redis_version:(\S+)/.exec(redisCli(store, ['INFO', 'server']))![1]!;
    await expect(await cellOf(row, 'Engine')).toContainText(`Redis ${version}`);
    await expect(await cellOf(row, 'Endpoint')).toContainText(`127.0.0.1:${way.port}`);
    await expect(await cellOf(row, 'Keys')).toContainText(grouped(originalKeys));
    await expect(await cellOf(row, 'Status')).toContainText('Active');
    // looking at it changed nothing
    expectSameContents(await storeContents(store), original);
  });

  await test.step('takes a manual backup from the three-dot menu', async () => {
    way.inject(SLOWLY);
    const drawer = await openFromMenu(page, STORE, 'Manual');
    await drawer.getByRole('textbox', { name: 'Description' }).fill(BEFORE);
    await drawer.getByRole('spinbutton', { name: 'Retention' }).fill('5');
    await drawer.getByRole('button', { name: 'Create', exact: true }).click();
    await expect(page.getByRole('status')).toContainText('Backup started');
    await expect(drawer).toBeHidden();
  });

  await test.step('watches its progress', async () => {
    await storeRow(page, STORE).getByRole('link', { name: STORE, exact: true }).click();
    await page.getByRole('link', { name: 'Backups', exact: true }).click();
    const item = page.getByRole('list', { name: 'Available backups' }).getByRole('listitem').first();
    const bar = item.getByRole('progressbar', { name: `${BEFORE}: progress` });
    const first = await figureAbove(bar, 0);
    const second = await figureAbove(bar, first);
    expect(second).toBeLessThan(100);
    await expect(item).toContainText(/ of [\d.]+ MB · .*\/s · .* left/);
    way.inject({ kind: 'none' });
    await expect(bar).toHaveCount(0);
    await expect(item).toContainText(`${grouped(originalKeys)} keys`);
    before = await backupDescribed(catalogue, BEFORE);
    expect(before).toMatchObject({ status: 'available', trigger: 'manual', method: 'replica' });
    expect(Number(before.keys)).toBe(originalKeys);
    expect(before.expiresAt.getTime() - before.createdAt.getTime()).toBe(5 * DAY_MS);
  });

  await test.step('sees it under Account > Backups', async () => {
    await page.getByRole('link', { name: 'Account', exact: true }).click();
    await expect(page).toHaveURL(/\/account\/backups/);
    const row = backupRow(page, BEFORE);
    await expect(await cellOf(row, 'Description')).toContainText(BEFORE);
    await expect(await cellOf(row, 'Data store')).toHaveText(/catalogue-1/);
    await expect(await cellOf(row, 'Trigger')).toContainText('Manual');
    await expect(await cellOf(row, 'Keys')).toContainText(grouped(originalKeys));
    await expect(await cellOf(row, 'Expires')).toContainText('in 5 days');
    await expect(await cellOf(row, 'Status')).toContainText('Available');
    const files = storedFiles(amber.dataDir, before);
    expect(files.names).toEqual(['data.rdb.zst', 'manifest.json']);
    expect(files.data.bytes).toBe(Number(before.storedBytes));
    expect(files.manifest.data.stored).toEqual({ bytes: files.data.bytes, sha256: files.data.sha256 });
    expect(files.manifest.data.plain).toEqual({ bytes: Number(before.plainBytes), sha256: before.sha256 });
  });

  await test.step('downloads it, whole and in parts', async () => {
    const downloading = page.waitForEvent('download');
    await chooseFromMenu(page, BEFORE, 'Download');
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/\.rdb$/);
    const file = readFileSync(await download.path());
    expect(sha256Of(file)).toBe(await shownSha256(page, before));
    expect(sha256Of(file)).toBe(before.sha256);
    await expectRanges(page, `/api/backups/${before.id}/download`, file);
    const stored = await page.request.get(`/api/backups/${before.id}/download?stored`);
    const { data } = storedFiles(amber.dataDir, before);
    expect(Number(stored.headers()['content-length'])).toBe(data.bytes);
    expect(sha256Of(await stored.body())).toBe(data.sha256);
    writeFileSync(join(scratch, 'dump.rdb'), file);
    expect(amber.output()).not.toContain('MaxListenersExceededWarning');
  });

  await test.step('starts a stock redis-server on the file', async () => {
    const stock = await startRedis({ dir: scratch });
    expectSameContents(await storeContents(stock), original);
    await stock.stop();
  });

  await test.step('sets a schedule and sees the next times', async () => {
    const drawer = await openFromMenu(page, STORE, 'Schedule');
    await choose(drawer, 'Backup Policy', 'Enabled');
    const hour = thisHour.getUTCHours();
    const hours = [hour, (hour + 9) % 24].sort((a, b) => a - b);
    await drawer.getByRole('group', { name: 'Days' }).getByRole('checkbox', { name: 'Every Day' }).click();
    for (const each of hours) await drawer.getByRole('checkbox', { name: clock(each), exact: true }).click();
    await choose(drawer, 'Time zone', 'UTC', { typed: 'utc' });
    await drawer.getByRole('spinbutton', { name: 'Retention' }).fill('2');
    const times = drawer.getByRole('list', { name: 'Next backups' }).getByRole('time');
    await expect(async () => {
      expect(await datesOf(times)).toEqual(slotsAfter(new Date(), hours, 4));
    }).toPass();
    const [next] = await datesOf(times);
    await drawer.getByRole('button', { name: 'Apply', exact: true }).click();
    await expect(page.getByRole('status')).toContainText('Schedule applied');
    await expect(drawer).toBeHidden();
    const policy = await catalogue.row('SELECT * FROM "Policy"');
    expect(policy).toMatchObject({ enabled: true, hours, days: [1, 2, 3, 4, 5, 6, 7], timeZone: 'UTC' });
    expect((policy.nextAt as Date).toISOString()).toBe(next);
    const shown = (await cellOf(storeRow(page, STORE), 'Next backup')).getByRole('time');
    await expect(shown).toHaveAttribute('datetime', next!);
  });

  await test.step('at the slot a backup appears by itself', async () => {
    await page.goto('/account/backups');
    // Nobody waits for hours in a test: the policy is told that this hour's slot is the one it waits for. Only the
    // database's clock says that a slot is due, so from here on nothing differs from the real thing.
    await catalogue.rows('UPDATE "Policy" SET "nextAt" = $1', [thisHour]);
    const bySchedule = `SELECT * FROM "Backup" WHERE trigger = 'schedule'`;
    await expect.poll(async () => (await catalogue.rows(bySchedule))[0]?.status).toBe('available');
    scheduled = await catalogue.row<BackupRow>(bySchedule);
    await page.reload();
    await expect(backupRow(page, scheduled.description)).toContainText('Available');
    const slot = await catalogue.row('SELECT * FROM "Slot"');
    expect(slot).toMatchObject({ outcome: 'backup', backupId: scheduled.id });
    const nominal = (slot.nominalAt as Date).toISOString();
    expect(scheduled.description).toBe(`Scheduled backup of ${STORE}, ${nominal}`);
    expect(Number(scheduled.keys)).toBe(originalKeys);
    expect(scheduled.expiresAt.getTime() - scheduled.createdAt.getTime()).toBe(2 * DAY_MS);
    expect(storedFiles(amber.dataDir, scheduled).data.bytes).toBe(Number(scheduled.storedBytes));
    const policy = await catalogue.row('SELECT "nextAt" > now() AS ahead FROM "Policy"');
    expect(policy.ahead).toBe(true);
  });

  await test.step('changes and deletes keys in the store', () => changeMuch(store));
  const changed = await storeContents(store);
  expect(changed.digest).not.toBe(original.digest);
  expect(changed.functions).not.toBe(original.functions);

  await test.step('opens Backups > Restore, picks the backup and reads what will be lost', async () => {
    const drawer = await openFromMenu(page, STORE, 'Restore');
    const label = `${BEFORE}, ${before.createdAt.toISOString()}`;
    await choose(drawer, 'Backup', label, { typed: 'release' });
    await expect(drawer.getByRole('combobox', { name: 'Backup', exact: true })).toContainText(BEFORE);
    await expect(drawer).toContainText(`CAUTION: this clears all data now in ${STORE}.`);
    const now = `${grouped(changed.keyspace.size)} keys in 4 databases and 2 function libraries`;
    const brought = `${grouped(originalKeys)} keys and 2 function libraries`;
    await expect(drawer).toContainText(`${now} are replaced by the ${brought} of the backup.`);
    await expect(drawer.getByRole('checkbox', { name: 'Take a safety backup first' })).toBeChecked();
    expectSameContents(await storeContents(store), changed);
    await drawer.getByRole('button', { name: 'Restore', exact: true }).click();
    await expect(page.getByRole('status')).toContainText('Restore started');
    await expect(drawer).toBeHidden();
  });

  await test.step('finds everything of the backup back in the store, and nothing else', async () => {
    await page.getByRole('link', { name: 'Activity', exact: true }).click();
    const row = page.getByRole('table', { name: 'Activity' }).getByRole('row').filter({ hasText: 'Restore' });
    await expect(row.first()).toContainText('Completed', { timeout: 60_000 });
    expectSameContents(await storeContents(store), original);
    const restore = await catalogue.row('SELECT * FROM "Restore"');
    expect(restore).toMatchObject({ status: 'completed', targetState: 'replaced', backupId: before.id });
    expect(await catalogue.count('Lease')).toBe(0);
  });

  await test.step('the safety backup holds what was there before', async () => {
    const safety = await catalogue.row<BackupRow>(`SELECT * FROM "Backup" WHERE trigger = 'safety'`);
    await page.goto('/account/backups');
    await expect(backupRow(page, safety.description)).toContainText('Available');
    const file = await page.request.get(`/api/backups/${safety.id}/download`);
    writeFileSync(join(scratch, 'dump.rdb'), await file.body());
    const stock = await startRedis({ dir: scratch });
    expectSameContents(await storeContents(stock), changed);
    await stock.stop();
  });

  await test.step('deletes the backup, and its files are gone', async () => {
    await chooseFromMenu(page, BEFORE, 'Delete');
    const dialog = page.getByRole('alertdialog', { name: 'Delete backup' });
    await expect(dialog).toContainText(BEFORE);
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(page.getByRole('status')).toContainText('Backup deleted');
    await expect(backupRow(page, BEFORE)).toHaveCount(0);
    expect(existsSync(artefactFolder(amber.dataDir, before))).toBe(false);
    expect(filesLeft(amber.dataDir, before)).toEqual([]);
    expect((await backupDescribed(catalogue, BEFORE)).status).toBe('deleted');
    expect((await page.request.get(`/api/backups/${before.id}/download`)).status()).toBe(404);
  });

  await test.step('a backup whose retention is over goes, but never the last good one', async () => {
    const safety = await catalogue.row<BackupRow>(`SELECT * FROM "Backup" WHERE trigger = 'safety'`);
    // again time is moved, not the rule: both dates are over from now on
    await catalogue.rows(`UPDATE "Backup" SET "expiresAt" = now() WHERE status = 'available'`);
    await expect.poll(() => filesLeft(amber.dataDir, safety)).toEqual([]);
    await page.reload();
    await expect(backupRow(page, safety.description)).toHaveCount(0);
    await expect(backupRow(page, scheduled.description)).toContainText('Kept as the last good one');
    expect(filesLeft(amber.dataDir, scheduled)).not.toEqual([]);

    await startBackup(page, STORE, 'After the release');
    await waitForBackup(page, 'After the release', 'Available');
    await expect.poll(() => filesLeft(amber.dataDir, scheduled)).toEqual([]);
    await page.goto('/account/backups');
    await expect(backupRow(page, 'After the release')).toBeVisible();
    await expect(backupRow(page, scheduled.description)).toHaveCount(0);
    const left = await catalogue.rows('SELECT description FROM "Backup" WHERE status <> \'deleted\'');
    expect(left).toEqual([{ description: 'After the release' }]);
  });

  expectSameContents(await storeContents(store), original);
  await catalogue.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** Waits until the bar stands above a figure, and gives where it stands then. */
const figureAbove = async (bar: Locator, figure: number): Promise<number> => {
  let now = figure;
  await expect
    .poll(async () => {
      now = Number(await bar.getAttribute('aria-valuenow'));
      return now;
    })
    .toBeGreaterThan(figure);
  return now;
};

/** What the store's page says of the file, whole: the shown text is shortened. */
const shownSha256 = async (page: Page, backup: BackupRow): Promise<string> => {
  await page.goto(`/data-stores/${backup.dataStoreId}/backups`);
  await page.getByRole('button', { name: /^On-demand backup, / }).click();
  return (await page.getByTitle(/^[0-9a-f]{64}$/).getAttribute('title'))!;
};

const expectRanges = async (page: Page, path: string, file: Buffer): Promise<void> => {
  const head = await page.request.head(path);
  expect(Number(head.headers()['content-length'])).toBe(file.length);
  expect(head.headers()['accept-ranges']).toBe('bytes');
  const half = file.length >> 1;
  // resumed in the middle, as a broken download is
  const rest = await page.request.get(path, {
    headers: { range: `bytes=${half}-`, 'if-range': head.headers().etag! },
  });
  expect(rest.status()).toBe(206);
  expect(rest.headers()['content-range']).toBe(`bytes ${half}-${file.length - 1}/${file.length}`);
  expect(Number(rest.headers()['content-length'])).toBe(file.length - half);
  expect((await rest.body()).equals(file.subarray(half))).toBe(true);
  const last = await page.request.get(path, { headers: { range: 'bytes=-100' } });
  expect((await last.body()).equals(file.subarray(-100))).toBe(true);
  const beyond = await page.request.get(path, { headers: { range: `bytes=${file.length}-` } });
  expect(beyond.status()).toBe(416);
};

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** Reckoned without the code under test: every hour from now on, those that are chosen. */
const slotsAfter = (now: Date, hours: readonly number[], count: number): string[] => {
  const slots: string[] = [];
  for (let at = Math.floor(now.getTime() / HOUR_MS) + 1; slots.length < count; at += 1) {
    const slot = new Date(at * HOUR_MS);
    if (hours.includes(slot.getUTCHours())) slots.push(slot.toISOString());
  }
  return slots;
};

const datesOf = (times: Locator): Promise<(string | null)[]> =>
  times.evaluateAll((all) => all.map((each) => each.getAttribute('datetime')));

/** Of every kind: values, types, expiries, databases, functions. */
const changeMuch = async (store: TestServer): Promise<void> => {
  redisCli(store, ['SET', 'string:raw', 'another value']);
  redisCli(store, ['DEL', 'hash:small', 'stream', 'zset:large', 'key:17', 'key:18']);
  redisCli(store, ['RPUSH', 'list:small', 'one more']);
  redisCli(store, ['PERSIST', 'string:int']);
  redisCli(store, ['DEL', 'set:small']);
  redisCli(store, ['SET', 'set:small', 'a string now']);
  redisCli(store, ['SET', 'new', 'not in the backup']);
  redisCli(store, ['-n', '9', 'FLUSHDB']);
  redisCli(store, ['-n', '4', 'SET', 'elsewhere', 'in a database that the backup does not have']);
  redisCli(store, ['FUNCTION', 'DELETE', 'first']);
  redisCli(store, [
    'FUNCTION',
    'LOAD',
    "#!lua name=third\nredis.register_function('three', function() return 3 end)",
  ]);
};
