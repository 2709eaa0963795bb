import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordFault } from '../faults/record-fault.ts';
import { redisCli, startRedis } from '../servers/redis.ts';
import { makeTlsFiles } from '../servers/tls-files.ts';
import { startConsole, type TestConsole } from '../setup/console.ts';
import { signIn } from '../setup/owner.ts';
import { test as base, expect } from '../setup/test.ts';
import { cookieOf, forge, sendRaw } from './reach/actions.ts';
import { type Catalogue, openCatalogue, storeNamed } from './reach/catalogue.ts';
import { addDataStore } from './reach/data-stores-page.ts';
import { seedBackup, storeForm } from './reach/seed.ts';

/** Strings that are nowhere else: whatever holds one of them holds a secret. */
const CANARIES = {
  'the password of the owner': 'canary-of-the-owner-Jm4tQ',
  'a wrong password of the owner': 'canary-never-right-Wq8zN',
  'the password of a store': 'canary-of-a-store-Xe7vB',
  'the password in a URI': 'canary-in-a-uri-Rk2pD',
  'a password that a store refuses': 'canary-refused-Hs5yL',
};
const OWNER = { email: 'canary@example.org', password: CANARIES['the password of the owner'] };

type Console = TestConsole & { catalogue: Catalogue };

const test = base.extend<{ amber: Console }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
  amber: async ({}, use) => {
    const amber = await startConsole({ owner: OWNER, env: { LOG_LEVEL: 'trace' } });
    const catalogue = openCatalogue(amber.dataDir);
    await use({ ...amber, catalogue });
    await catalogue.close();
    await amber.stop();
  },
  baseURL: ({ amber }, use) => use(amber.url),
  storageState: async ({ amber }, use) => use(await signIn(amber.url, OWNER)),
});

/** As it is, and as text is often packed; a key of several lines is looked for by each of them. */
const shapesOf = (secret: string): string[] =>
  secret
    .split('\n')
    .filter((line) => line.length > 15 && !line.startsWith('-----'))
    .flatMap((line) => {
      const bytes = Buffer.from(line);
      // base64 has three forms, by what stands before
      const packed = [0, 1, 2].map((shift) =>
        Buffer.concat([Buffer.alloc(shift), bytes])
          .toString('base64')
          .slice(4, -4),
      );
      return [line, encodeURIComponent(line), bytes.toString('hex'), ...packed];
    });

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Every row of every table, jobs and sessions included. */
const everyRow = async (catalogue: Catalogue): Promise<[string, string][]> => {
  const tables = await catalogue.rows<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema IN ('public', 'pgboss')`,
  );
  const found: [string, string][] = [];
  for (const { name } of tables) {
    const { rows } = await catalogue.row<{ rows: string }>(
      `SELECT coalesce(json_agg(t)::text, '') AS rows FROM ${name} t`,
    );
    found.push([`table ${name}`, rows]);
  }
  return found;
};

test('row 41: no secret in logs, pages, answers, rows, errors or files', async ({ page, amber }) => {
  test.setTimeout(240_000);
  const { url, catalogue, dataDir } = amber;
  const cookie = cookieOf({ cookies: await page.context().cookies() });
  const behind = { url, cookie, dataDir, catalogue, output: amber.output };
  /** What anybody was told. */
  const told: [string, string][] = [];
  const asks = async (what: string, path: string) =>
    told.push([what, (await sendRaw(`${url}${path}`, { headers: { cookie } })).text]);
  const sends = async (action: string, input: unknown) => {
    const answer = await forge(action, { ...behind, input });
    told.push([`answer of ${action}`, answer.text]);
    return answer.result;
  };
  page.on('response', async (response) => {
    const text = await response.text().catch(() => '');
    if (!response.url().includes('/_next/static/')) told.push([response.url(), text]);
  });

  const plain = await startRedis({ password: CANARIES['the password in a URI'] });
  const tls = makeTlsFiles(plain.dir);
  const encrypted = await startRedis({
    tls: { ...tls, clients: 'yes' },
    password: CANARIES['the password of a store'],
  });
  try {
    const secrets = {
      ...CANARIES,
      'the secret key': readFileSync(join(dataDir, 'secret-key'), 'utf8').trim(),
      'a client key': tls.pem('clientKey'),
    };
    redisCli(plain, ['SET', 'key', 'value'], { password: CANARIES['the password in a URI'] });

    await test.step('uses them all', async () => {
      await addDataStore(page, {
        name: 'by URI',
        uri: `redis://default:${CANARIES['the password in a URI']}@127.0.0.1:${plain.port}`,
      });
      const form = {
        ...storeForm('by TLS', encrypted.port),
        password: CANARIES['the password of a store'],
        tls: {
          enabled: true,
          ca: tls.pem('ca'),
          serverName: 'localhost',
          clientCertificate: tls.pem('clientCert'),
          clientKey: tls.pem('clientKey'),
        },
      };
      expect(await sends('testConnection', form)).toMatchObject({ ok: true });
      expect(await sends('addDataStore', form)).toMatchObject({ ok: true });
      for (const name of ['by URI', 'by TLS']) {
        const { id } = await storeNamed(catalogue, name);
        await expect.poll(async () => (await storeNamed(catalogue, name)).status).toBe('active');
        const backup = await seedBackup(behind, id, `of ${name}`);
        const restore = {
          dataStoreId: id,
          backupId: backup.id,
          safetyBackup: true,
          requestKey: crypto.randomUUID(),
        };
        expect(await sends('startRestore', restore)).toMatchObject({ ok: true });
        const status = 'SELECT status FROM "Restore" WHERE "dataStoreId" = $1';
        await expect.poll(async () => (await catalogue.row(status, [id])).status).toBe('completed');
        await asks(`download of ${name}`, `/api/backups/${backup.id}/download`);
        await asks(`stored download of ${name}`, `/api/backups/${backup.id}/download?stored`);
        await asks('where it may go', `/api/backups/${backup.id}/targets`);
        for (const part of ['', '/backups', '/settings']) await page.goto(`/data-stores/${id}${part}`);
      }
    });

    await test.step('is refused with them', async () => {
      const wrong = {
        ...storeForm('refused', plain.port),
        password: CANARIES['a password that a store refuses'],
      };
      expect(await sends('testConnection', wrong)).toMatchObject({ ok: false });
      expect(await sends('addDataStore', wrong)).toMatchObject({ ok: true });
      await expect.poll(async () => (await storeNamed(catalogue, 'refused')).status).not.toBe('active');
      const { id } = await storeNamed(catalogue, 'refused');
      const backup = {
        dataStoreId: id,
        description: 'refused',
        retentionDays: '1',
        requestKey: crypto.randomUUID(),
      };
      await sends('startBackup', backup);
      await sends('addDataStore', { ...wrong, name: `\u0000${wrong.password}`, port: wrong.password });
      await sends('editDataStore', { ...wrong, id, host: 'elsewhere.invalid', tls: wrong.password });
      for (const body of [
        JSON.stringify({ email: OWNER.email, password: CANARIES['a wrong password of the owner'] }),
        `{"email":"${OWNER.email}","password":"${OWNER.password}"`,
        JSON.stringify({ email: { password: OWNER.password }, password: [OWNER.password] }),
      ]) {
        const headers = { origin: url, 'content-type': 'application/json' };
        const answer = await sendRaw(`${url}/api/auth/sign-in/email`, { method: 'POST', headers, body });
        expect(answer.status).toBeGreaterThanOrEqual(400);
        told.push(['a refused sign-in', answer.text]);
      }
    });

    await test.step('looks everywhere', async () => {
      for (const path of ['/data-stores', '/activity', '/account/backups', '/sign-in']) await page.goto(path);
      for (const path of ['data-stores', 'backups', 'activity', 'backups/options', 'ready', 'health'])
        await asks(path, `/api/${path}`);
      await expect(async () => {
        const running = await catalogue.rows(
          `SELECT 1 FROM "Operation" WHERE state IN ('pending', 'running')`,
        );
        expect(running).toEqual([]);
      }).toPass();
      const files = filesBelow(dataDir).filter((file) => file !== join(dataDir, 'secret-key'));
      const places: [string, string][] = [
        ['the log', amber.output()],
        ...told,
        ...(await everyRow(catalogue)),
        ...files.map((file): [string, string] => [file, readFileSync(file, 'latin1')]),
      ];
      expect(amber.output()).toMatch(/"level":\d0/);
      expect(files.filter((file) => file.includes('/storage/')).length).toBeGreaterThan(5);
      expect(told.length).toBeGreaterThan(30);
      const placesOf = (value: string): string[] => {
        const shapes = shapesOf(value);
        return places
          .filter(([, text]) => shapes.some((shape) => text.includes(shape)))
          .map(([place]) => place);
      };
      // what is no secret is found by the same search, in the database's rows and on its disk
      expect(placesOf(OWNER.email)).toEqual(
        expect.arrayContaining(['table public."User"', expect.stringContaining('/postgres/')]),
      );
      const found = Object.entries(secrets).flatMap(([secret, value]) => {
        expect(shapesOf(value).length, secret).toBeGreaterThan(0);
        return placesOf(value).map((place) => `${secret}: ${place}`);
      });
      expect(found).toEqual([]);
    });
  } finally {
    await encrypted.stop();
    await plain.stop();
  }
  recordFault(import.meta.url, {
    rows: [41],
    injected:
      'Secrets in every place that takes one; then logs, pages, answers, rows, job rows, errors and files are searched, in plain and encoded',
    times: 1,
    survived: 'Found nowhere.',
  });
});
