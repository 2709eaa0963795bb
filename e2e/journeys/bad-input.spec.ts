import { randomUUID } from 'node:crypto';
import type { Locator } from 'playwright/test';
import { startRedis } from '../servers/redis.ts';
import type { TestServer } from '../servers/server-process.ts';
import { expect } from '../setup/test.ts';
import { forge } from './reach/actions.ts';
import type { StoreRow } from './reach/catalogue.ts';
import { choose } from './reach/combobox.ts';
import { openFromMenu } from './reach/data-stores-page.ts';
import { seedStore, storeForm, uniqueName } from './reach/seed.ts';
import { type Behind, test } from './reach/shared-console.ts';

const STORE = uniqueName('bad-input');
const RETENTION = 'Keep for 1 to 3,650 days, in whole days';
const RETENTIONS = ['0', '-1', '1.5', '1000000000', '', '1e2', 'a week'];

/** What is wrong with a name, and what is said about it. */
const NAMES: [string, string][] = [
  ['', 'Give the data store a name'],
  ['n'.repeat(65), 'The name may have at most 64 characters'],
  [STORE, `There is a data store named ${STORE} already`],
  ['bell\u0007', 'The name holds an invisible character; type it again without it'],
  ['right\u202eto left', 'The name holds an invisible character; type it again without it'],
];

const PORTS = ['0', '70000', '', '63 79', '6379.5'];
const PORT = 'The port is a number from 1 to 65535';

const DESCRIPTIONS: [string, string][] = [
  ['d'.repeat(10_240), 'The description may have at most 500 characters'],
  ['escape\u001b[31m', 'The description holds an invisible character; type it again without it'],
];

/** What is wrong with a URI, and what is said about it: never a part of it, as that could be a password. */
const URIS: [string, RegExp][] = [
  ['redis//secret-host', /begins with redis:\/\/ or rediss:\/\//],
  ['http://127.0.0.1:6379', /begins with redis:\/\/ or rediss:\/\//],
  ['postgres://user:secret@127.0.0.1:5432', /begins with redis:\/\/ or rediss:\/\//],
  ['redis://', /names no host/],
  ['redis://secret@127.0.0.1', /not clear whether a user name or a password/],
  ['redis://user:se@cret@127.0.0.1', /more than one @/],
  ['redis://user:sec/ret@127.0.0.1', /must be percent-encoded/],
  ['redis://user:sec%ret@127.0.0.1', /Write % as %25/],
  ['redis://127.0.0.1?password=secret', /belong before the host/],
  ['redis://127.0.0.1:0', /number from 1 to 65535/],
  ['redis://127.0.0.1:70000', /number from 1 to 65535/],
  ['redis://[::secret]:6379', /no IPv6 address/],
  ['redis://127.0.0.1/secret', /number of a database/],
];

test.describe('bad input', () => {
  let server: TestServer;
  let store: StoreRow;

  test.beforeAll(async ({ behind }) => {
    server = await startRedis();
    store = await seedStore(behind, STORE, server.port);
  });
  test.afterAll(() => server.stop());

  test('of a data store: a message beside the field, and what was typed stays', async ({ page, behind }) => {
    const before = await behind.catalogue.count('DataStore');
    await page.goto('/data-stores');
    await page.getByRole('button', { name: 'Data Store', exact: true }).click();
    const drawer = page.getByRole('dialog', { name: 'Add data store' });
    const field = (name: string) => drawer.getByRole('textbox', { name, exact: true });
    const typed = { Host: '127.0.0.1', Username: 'someone', Password: 'kept as typed' };
    for (const [name, value] of Object.entries(typed)) await field(name).fill(value);
    const refused = async (name: string, value: string, message: string) => {
      await field(name).fill(value);
      await drawer.getByRole('button', { name: 'Add', exact: true }).click();
      await expectMessage(field(name), message);
      await expect(field(name)).toBeFocused();
      await expect(field(name)).toHaveValue(value);
      for (const [other, kept] of Object.entries(typed)) await expect(field(other)).toHaveValue(kept);
    };

    for (const [name, message] of NAMES) await refused('Name', name, message);
    await field('Name').fill('another name');
    for (const port of PORTS) await refused('Port', port, PORT);
    expect(await behind.catalogue.count('DataStore')).toBe(before);
  });

  test('of a connection URI: said at once, and no part of it is repeated', async ({ page }) => {
    await page.goto('/data-stores');
    await page.getByRole('button', { name: 'Data Store', exact: true }).click();
    const drawer = page.getByRole('dialog', { name: 'Add data store' });
    const uri = drawer.getByRole('textbox', { name: 'Connection URI' });
    for (const [text, message] of URIS) {
      await uri.fill(text);
      await uri.blur();
      await expect(uri).toHaveAccessibleDescription(message);
      await expect(uri).toHaveAttribute('aria-invalid', 'true');
      await expect(drawer.getByRole('alert')).toHaveCount(1);
      await expect(drawer.getByRole('alert')).not.toContainText(/secret/);
      await expect(drawer.getByRole('textbox', { name: 'Host', exact: true })).toHaveValue('');
    }
  });

  test('of a manual backup', async ({ page, behind }) => {
    const before = await behind.catalogue.count('Backup');
    const drawer = await openFromMenu(page, STORE, 'Manual');
    const description = drawer.getByRole('textbox', { name: 'Description' });
    const retention = drawer.getByRole('spinbutton', { name: 'Retention' });
    const create = drawer.getByRole('button', { name: 'Create', exact: true });
    for (const [text, message] of DESCRIPTIONS) {
      await description.fill(text);
      await create.click();
      await expectMessage(description, message);
      await expect(description).toHaveValue(text);
    }
    await description.fill('kept as typed');
    for (const days of RETENTIONS) {
      await retention.fill(days);
      await create.click();
      await expectMessage(retention, RETENTION);
      await expect(retention).toHaveValue(days);
      await expect(description).toHaveValue('kept as typed');
    }
    expect(await behind.catalogue.count('Backup')).toBe(before);
  });

  test('of a schedule', async ({ page, behind }) => {
    const drawer = await openFromMenu(page, STORE, 'Schedule');
    await choose(drawer, 'Backup Policy', 'Enabled');
    const apply = drawer.getByRole('button', { name: 'Apply', exact: true });
    const days = drawer.getByRole('group', { name: 'Days' });
    const hours = drawer.getByRole('group', { name: 'Hours' });
    const retention = drawer.getByRole('spinbutton', { name: 'Retention' });

    await apply.click();
    await expect(days).toHaveAccessibleDescription('Choose at least one day');
    await expect(hours).toHaveAccessibleDescription('Choose at least one hour');
    await days.getByRole('checkbox', { name: 'Sunday' }).click();
    await apply.click();
    await expect(days).not.toHaveAccessibleDescription(/./);
    await expect(hours).toHaveAccessibleDescription('Choose at least one hour');
    await expect(days.getByRole('checkbox', { name: 'Sunday' })).toBeChecked();
    await hours.getByRole('checkbox', { name: '13:00' }).click();
    for (const text of RETENTIONS) {
      await retention.fill(text);
      await apply.click();
      await expectMessage(retention, RETENTION);
      await expect(retention).toHaveValue(text);
    }
    await expect(days.getByRole('checkbox', { checked: true })).toHaveCount(1);
    await expect(hours.getByRole('checkbox', { checked: true })).toHaveCount(1);
    expect(await behind.catalogue.count('Policy')).toBe(0);
  });

  test('of a plan', async ({ page, behind }) => {
    const drawer = await openFromMenu(page, STORE, 'Schedule');
    await choose(drawer, 'Backup Policy', 'Enabled');
    await choose(drawer, 'Kind', 'Plan');
    const apply = drawer.getByRole('button', { name: 'Apply', exact: true });
    const time = drawer.getByRole('textbox', { name: 'Time', exact: true });
    for (const text of ['', '24:00', '12:60', 'noon', '2']) {
      await time.fill(text);
      await apply.click();
      await expectMessage(time, 'Give the time of day as hours and minutes, 00:00 to 23:59');
      await expect(drawer).toContainText('None: give a time of day first.');
    }
    await time.fill('2:30');
    for (const [label, message] of [
      ['Days', 'Keep daily backups for 1 to 3,650 days, in whole days'],
      ['Weeks', 'Keep weekly backups for 1 to 520 weeks, in whole weeks'],
      ['Months', 'Keep monthly backups for 1 to 120 months, in whole months'],
      ['On-demand', 'Keep 1 to 100 on-demand backups'],
    ] as const) {
      const number = drawer.getByRole('spinbutton', { name: label, exact: true });
      for (const text of ['0', '-1', '1000000', '1.5', '']) {
        await number.fill(text);
        await apply.click();
        await expectMessage(number, message);
        await expect(number).toHaveValue(text);
      }
      await number.fill('2');
    }
    expect(await behind.catalogue.count('Policy')).toBe(0);
  });

  test('of a time zone: there is none to choose', async ({ page }) => {
    const drawer = await openFromMenu(page, STORE, 'Schedule');
    await choose(drawer, 'Backup Policy', 'Enabled');
    const zone = drawer.getByRole('combobox', { name: 'Time zone', exact: true });
    await zone.click();
    await page.keyboard.type('Mars/Olympus Mons');
    await expect(page.getByRole('option')).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(zone).toContainText('UTC');
  });

  test('the same through forged requests: refused with the field, and nothing changes', async ({
    behind,
  }) => {
    const counts = () =>
      Promise.all(
        ['DataStore', 'Backup', 'Policy', 'Operation'].map((table) => behind.catalogue.count(table)),
      );
    const before = await counts();
    const valid = storeForm('forged', server.port);
    for (const [name, message] of NAMES) {
      await expectRefused(behind, 'addDataStore', { ...valid, name }, { name: message });
    }
    for (const port of [...PORTS, 0, 70_000, 6379.5, null, [6379]]) {
      await expectRefused(behind, 'addDataStore', { ...valid, port }, { port: PORT });
    }
    const backup = { dataStoreId: store.id, description: '', retentionDays: '30', requestKey: randomUUID() };
    for (const [description, message] of DESCRIPTIONS) {
      await expectRefused(behind, 'startBackup', { ...backup, description }, { description: message });
    }
    for (const days of [...RETENTIONS, 0, -1, 1.5, 1e9, {}]) {
      await expectRefused(
        behind,
        'startBackup',
        { ...backup, retentionDays: days },
        { retentionDays: RETENTION },
      );
    }
    const policy = {
      dataStoreId: store.id,
      revision: 0,
      enabled: true,
      days: [7],
      hours: [13],
      timeZone: 'UTC',
      retentionDays: '30',
    };
    const day = 'Choose at least one day';
    const hour = 'Choose at least one hour';
    const zone = 'Choose a time zone from the list';
    for (const [change, fields] of [
      [{ days: [] }, { days: day }],
      [{ days: [0] }, { days: day }],
      [{ days: [8] }, { days: day }],
      [{ days: 'monday' }, { days: day }],
      [{ hours: [] }, { hours: hour }],
      [{ hours: [24] }, { hours: hour }],
      [{ hours: [1.5] }, { hours: hour }],
      [{ timeZone: 'Mars/Olympus' }, { timeZone: zone }],
      [{ timeZone: '+02:00' }, { timeZone: zone }],
      [{ timeZone: '' }, { timeZone: zone }],
      [{ retentionDays: '1.5' }, { retentionDays: RETENTION }],
      [{ retentionDays: 1e9 }, { retentionDays: RETENTION }],
    ] as const) {
      await expectRefused(behind, 'applyPolicy', { ...policy, ...change }, fields);
    }
    const { days: _days, hours: _hours, retentionDays: _kept, ...common } = policy;
    const numbers = { days: '7', weeks: '4', months: '3', onDemand: '1' };
    const plan = { ...common, kind: 'plan', time: '02:00', weekday: 7, monthDay: 1, ...numbers };
    for (const change of [{ time: 120 }, { weekday: 8 }, { monthDay: 32 }, { monthDay: 0 }, { days: 1e6 }]) {
      const answer = await forge('applyPolicy', { ...behind, input: { ...plan, ...change } });
      expect(Object.keys(answer.result?.fields ?? {})).toEqual(Object.keys(change));
    }
    for (const nonsense of [null, 'text', 7, [], {}, { dataStoreId: '../../etc/passwd' }]) {
      for (const action of ['addDataStore', 'startBackup', 'applyPolicy', 'startRestore', 'deleteBackup']) {
        const answer = await forge(action, { ...behind, input: nonsense });
        expect(answer.result, `${action} of ${JSON.stringify(nonsense)}`).toMatchObject({ ok: false });
        expect(answer.result!.code).toBe('invalid-input');
        expect(answer.status).toBe(400);
      }
    }
    expect(await counts()).toEqual(before);
  });
});

const expectMessage = async (field: Locator, message: string): Promise<void> => {
  await expect(field).toHaveAccessibleDescription(message);
  await expect(field).toHaveAttribute('aria-invalid', 'true');
};

const expectRefused = async (
  behind: Behind,
  action: string,
  input: unknown,
  fields: Record<string, string>,
): Promise<void> => {
  const answer = await forge(action, { ...behind, input });
  const what = `${action} of ${JSON.stringify(input).slice(0, 200)}`;
  expect(answer.result, what).toMatchObject({ ok: false, fields });
  const taken = answer.result!.code === 'conflict';
  expect(answer.status, what).toBe(taken ? 409 : 400);
};
