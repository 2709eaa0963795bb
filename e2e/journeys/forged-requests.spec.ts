import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { may, PERMISSIONS, type Permission } from '#lib/domain/roles';
import { recordFault } from '../faults/record-fault.ts';
import { startRedis } from '../servers/redis.ts';
import type { TestServer } from '../servers/server-process.ts';
import { OWNER, signIn } from '../setup/owner.ts';
import { expect, untilTakenOver } from '../setup/test.ts';
import { signedInAs } from './reach/accounts.ts';
import { cookieOf, forge, listActions, sendRaw } from './reach/actions.ts';
import type { BackupRow, StoreRow } from './reach/catalogue.ts';
import { expectNothingChanges } from './reach/nothing-changes.ts';
import { seedBackup, seedStore, uniqueName } from './reach/seed.ts';
import { test } from './reach/shared-console.ts';

const PAGES = ['/data-stores', '/activity', '/account/backups'];
/** Open to everybody: whether it lives, and the way in. */
const OPEN = new Set(['/api/health', '/api/ready', '/api/auth/[...all]']);
/** Actions whose name is not that of their permission. */
const PERMISSION_OF: Record<string, Permission> = {
  restoreAgain: 'start-restore',
  restoreSafetyBackup: 'start-restore',
  startRestoreToNewInstance: 'restore-to-new-instance',
};
const permissionOf = (action: string): Permission =>
  PERMISSION_OF[action] ?? (action.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) as Permission);

test.describe('forged requests', () => {
  let server: TestServer;
  let store: StoreRow;
  let backup: BackupRow;
  /** Every GET handler there is, with ids that exist. */
  let handlers: string[];
  const actions = listActions().filter(({ name }) => name !== 'createOwner');

  test.beforeAll(async ({ behind }) => {
    server = await startRedis();
    store = await seedStore(behind, uniqueName('forged'), server.port);
    backup = await seedBackup(behind, store.id, uniqueName('not to be had'));
    const { id } = await behind.catalogue.row('SELECT id FROM "Operation" WHERE "backupId" = $1', [
      backup.id,
    ]);
    handlers = listHandlers().map((route) => {
      const ids: Record<string, unknown> = { 'data-stores': store.id, backups: backup.id, operations: id };
      const path = route.replace(/\/api\/([a-z-]+)\/\[id\]/, (_, noun) => `/api/${noun}/${ids[noun]}`);
      return `${path}?dataStore=${store.id}&backup=${backup.id}&days=1`;
    });
    handlers.push(`/api/backups/${backup.id}/download`, `/api/backups/${backup.id}/download?stored`);
  });
  test.afterAll(() => server.stop());

  test('the lists of actions and handlers are those of the build', () => {
    expect(actions.length).toBeGreaterThanOrEqual(13);
    for (const { name } of actions) expect(Object.keys(PERMISSIONS)).toContain(permissionOf(name));
    expect(handlers.length).toBeGreaterThanOrEqual(12);
  });

  test('of nobody: 401, and pages lead to the sign-in', async ({ behind }) => {
    const { url } = behind;
    await expectNothingChanges(behind, async () => {
      for (const path of handlers) {
        const answer = await sendRaw(`${url}${path}`);
        expect(answer.status, path).toBe(401);
        expect(JSON.parse(answer.text), path).toEqual({
          error: { code: 'unauthenticated', message: 'Sign in first' },
        });
      }
      for (const { name } of actions) {
        const answer = await forge(name, { url, input: inputFor(store, backup) });
        expect(answer.status, name).toBe(401);
        expect(answer.result, name).toMatchObject({ ok: false, code: 'unauthenticated' });
      }
    });
    for (const path of PAGES) {
      const answer = await sendRaw(`${url}${path}`);
      expect(answer.status, path).toBe(307);
      expect(answer.headers.location, path).toBe(`/sign-in?next=${encodeURIComponent(path)}`);
      expect(answer.text, path).not.toContain(store.name);
    }
  });

  test('row 38: of another site: 403, before anything is done', async ({ behind }) => {
    await expectNothingChanges(behind, async () => {
      for (const { name } of actions) {
        for (const origin of ['https://evil.example', 'null', `${behind.url}.evil.example`, '']) {
          const answer = await forge(name, {
            ...behind,
            input: inputFor(store, backup),
            headers: { origin },
          });
          expect(answer.status, `${name} from ${origin}`).toBe(403);
        }
      }
      const missing = await sendRaw(`${behind.url}/data-stores`, {
        method: 'POST',
        body: JSON.stringify([inputFor(store, backup)]),
        headers: { cookie: behind.cookie, 'next-action': actions[0]!.id, 'content-type': 'text/plain' },
      });
      expect(missing.status).toBe(403);
    });
    recordFault(import.meta.url, {
      rows: [38],
      injected: 'Every action with a session, and a foreign, a `null`, a similar, an empty and no Origin',
      times: 5,
      survived: '403; no row changed.',
    });
  });

  test('under another name: 421', async ({ behind }) => {
    const { url, cookie } = behind;
    for (const host of ['evil.example', `evil.example:${new URL(url).port}`, 'localhost', 'localhost:1']) {
      for (const path of [...PAGES, '/sign-in', '/api/ready', ...handlers]) {
        const answer = await sendRaw(`${url}${path}`, { headers: { host, cookie } });
        expect(answer.status, `${path} as ${host}`).toBe(421);
        expect(answer.text).not.toContain(store.name);
      }
    }
    const input = inputFor(store, backup);
    const posted = await forge('startBackup', { ...behind, input, headers: { host: 'evil.example' } });
    expect(posted.status).toBe(421);
  });

  for (const role of ['viewer', 'user'] as const) {
    test(`row 44: of a ${role}: 403 on everything beyond the role`, async ({ behind }) => {
      const { cookie } = await signedInAs(behind, role);
      const beyond = actions.filter(({ name }) => !may(role, permissionOf(name)));
      expect(beyond.length).toBeGreaterThan(3);
      await expectNothingChanges(behind, async () => {
        for (const { name } of beyond) {
          const answer = await forge(name, { url: behind.url, cookie, input: inputFor(store, backup) });
          expect(answer.status, name).toBe(403);
          expect(answer.result, name).toMatchObject({ ok: false, code: 'forbidden' });
        }
      });
      const download = await sendRaw(`${behind.url}/api/backups/${backup.id}/download`, {
        headers: { cookie },
      });
      expect(download.status).toBe(role === 'viewer' ? 403 : 200);
      const list = await sendRaw(`${behind.url}/api/data-stores`, { headers: { cookie } });
      expect(list.status).toBe(200);
      recordFault(import.meta.url, {
        rows: [44],
        injected: 'Every action of the build forged with the session of a viewer and of a user',
        times: 2,
        survived: '403 on everything beyond the role; no row changed.',
      });
    });
  }

  test('a viewer is offered nothing to press', async ({ behind, browser }) => {
    const { cookie } = await signedInAs(behind, 'viewer');
    const [name, value] = cookie.split('=', 2) as [string, string];
    const context = await browser.newContext({
      storageState: { cookies: [], origins: [] },
      baseURL: behind.url,
    });
    await context.addCookies([{ name, value, url: behind.url }]);
    const page = await context.newPage();
    await page.goto('/data-stores');
    await untilTakenOver(page);
    await expect(page.getByRole('link', { name: store.name, exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Data Store', exact: true })).toHaveCount(0);
    await page.getByRole('button', { name: `Actions for ${store.name}` }).click();
    await page.getByRole('menuitem', { name: 'Backups' }).click();
    for (const item of ['Edit', 'Manual', 'Schedule', 'Restore', 'Delete']) {
      await expect(page.getByRole('menuitem', { name: item, exact: true })).toHaveAttribute(
        'aria-disabled',
        'true',
      );
    }
    await page.goto('/account/backups');
    await expect(page.getByRole('row').filter({ hasText: backup.description })).toBeVisible();
    await expect(page.getByRole('button', { name: /^Actions for / })).toHaveCount(0);
    await context.close();
  });

  test('a second owner cannot be made', async ({ behind }) => {
    const input = { name: 'Eve', email: 'eve@example.org', password: 'a password that is long' };
    for (const cookie of [undefined, behind.cookie]) {
      const answer = await forge('createOwner', { url: behind.url, ...(cookie ? { cookie } : {}), input });
      expect(answer.result).toMatchObject({ ok: false });
      expect(answer.status).toBe(409);
    }
    const signUp = await sendRaw(`${behind.url}/api/auth/sign-up/email`, {
      method: 'POST',
      body: JSON.stringify(input),
      headers: { 'content-type': 'application/json', origin: behind.url },
    });
    expect(signUp.status).toBe(404);
    expect(await behind.catalogue.rows('SELECT 1 FROM "User" WHERE email = $1', [input.email])).toEqual([]);
  });

  test('row 40: a session is dead after the sign-out, and at once when its person is switched off', async ({
    behind,
  }) => {
    const { url, catalogue } = behind;
    const asks = async (cookie: string) =>
      (await sendRaw(`${url}/api/data-stores`, { headers: { cookie } })).status;
    const left = cookieOf(await signIn(url, OWNER));
    expect(await asks(left)).toBe(200);
    const out = await sendRaw(`${url}/api/auth/sign-out`, {
      method: 'POST',
      body: '{}',
      headers: { cookie: left, origin: url, 'content-type': 'application/json' },
    });
    expect(out.status).toBe(200);
    expect(await asks(left)).toBe(401);

    const person = await signedInAs(behind, 'user');
    expect(await asks(person.cookie)).toBe(200);
    await catalogue.rows('UPDATE "User" SET "disabledAt" = now() WHERE id = $1', [person.id]);
    expect(await asks(person.cookie)).toBe(401);
    await expect(signIn(url, { email: person.email, password: OWNER.password })).rejects.toThrow(/401/);
    recordFault(import.meta.url, {
      rows: [40],
      injected: 'A session sent again after its sign-out, and after its person was switched off',
      times: 2,
      survived: '401 at once.',
    });
  });
});

const listHandlers = (): string[] => {
  const file = join(import.meta.dirname, '../../.next/app-path-routes-manifest.json');
  const routes = Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>);
  return routes.filter((route) => route.startsWith('/api/') && !OPEN.has(route));
};

/** Would do something in any action if it were allowed to. */
const inputFor = (store: StoreRow, backup: BackupRow) => ({
  id: store.id,
  dataStoreId: store.id,
  backupId: backup.id,
  description: 'forged',
  retentionDays: '1',
  requestKey: crypto.randomUUID(),
  pinned: true,
  safetyBackup: true,
  revision: 0,
  enabled: true,
  everyDay: true,
  everyHour: true,
  timeZone: 'UTC',
  name: 'forged',
  engine: 'redis',
  host: '127.0.0.1',
  port: 6379,
  deleteBackups: true,
});
