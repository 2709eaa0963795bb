import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { recordFault } from '../faults/record-fault.ts';
import { type Amber, launchAmber, untilReady } from '../servers/amber.ts';
import { startPostgres } from '../servers/postgres.ts';

// the first of them may build the console
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const KEY = 'a-secret-key-for-the-tests-of-the-start';
const OWNER = { AMBER_OWNER_EMAIL: 'ada@example.org', AMBER_OWNER_PASSWORD: 'correct horse battery' };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'amber-start-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const running: Amber[] = [];
afterEach(async () => {
  for (const amber of running.splice(0)) if (amber.process.exitCode === null) await amber.stop();
});
const launch = async (settings: Record<string, string> = {}): Promise<Amber> => {
  const amber = await launchAmber({ AMBER_DATA_DIR: join(folder, 'data'), ...settings });
  running.push(amber);
  return amber;
};
const start = async (settings: Record<string, string> = {}) => untilReady(await launch(settings));
const refusal = async (settings: Record<string, string>): Promise<string> => {
  const amber = await launch(settings);
  expect(await amber.ended()).toBe(1);
  return amber.output();
};

type Asked = { path?: string; method?: string; headers?: Record<string, string>; body?: string };
const ask = async (amber: Amber, { path = '/api/ready', method = 'GET', headers, body }: Asked = {}) => {
  const call = request({
    host: '127.0.0.1',
    port: amber.port,
    path,
    method,
    headers: { host: `localhost:${amber.port}`, ...headers },
  });
  call.end(body);
  const [response] = await once(call, 'response');
  return { status: response.statusCode as number, headers: response.headers, body: await text(response) };
};

/** Processes whose command line or working folder shows that they belong to this data folder or this port. */
const survivors = (dataDir: string): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return environment.includes(`AMBER_DATA_DIR=${dataDir}`) || command.includes(`${dataDir}/`);
      } catch {
        return false;
      }
    });

/** Whatever was killed, the others end by themselves; a minute is for a machine that is busy with something else. */
const nothingLeft = (data: string): Promise<void> =>
  vi.waitFor(() => expect(survivors(join(folder, data))).toEqual([]), { timeout: 60_000, interval: 100 });

/** npm → scripts/start.mjs → scripts/launch.ts, each the one child of the other. */
const childOf = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]);
const launcherOf = (amber: Amber): number => childOf(childOf(amber.process.pid!));

describe('npm start', () => {
  it('starts everything, says so, and leaves nothing behind at the end', async () => {
    const amber = await start(OWNER);
    expect(amber.output()).toContain(`Amber is ready at http://localhost:${amber.port}\n`);
    expect(amber.output()).not.toContain('Setup code');
    expect(await ask(amber)).toMatchObject({ status: 200 });
    expect(await amber.stop()).toBe(0);
    expect(survivors(join(folder, 'data'))).toEqual([]);
  });

  it('starts again without building, with the same data', async () => {
    const amber = await start();
    expect(amber.output()).not.toContain('Building');
    const body = JSON.stringify({ email: OWNER.AMBER_OWNER_EMAIL, password: OWNER.AMBER_OWNER_PASSWORD });
    const signIn = await ask(amber, {
      path: '/api/auth/sign-in/email',
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': String(body.length) },
      body,
    });
    expect(signIn.status).toBe(200);
    const second = await refusal({});
    expect(second).toMatch(/Amber already runs on .* \(process \d+\)/);
    expect(await refusal({ AMBER_DATA_DIR: join(folder, 'other'), PORT: String(amber.port) })).toContain(
      `Port ${amber.port} is in use by another program`,
    );
  });

  it('comes up again after its launcher was killed', async () => {
    const killed = await start();
    process.kill(launcherOf(killed), 'SIGKILL');
    expect(await killed.ended()).toBe(1);
    const again = await start({ PORT: String(killed.port) });
    expect((await ask(again)).status).toBe(200);
    expect(await again.stop()).toBe(0);
    expect(survivors(join(folder, 'data'))).toEqual([]);
  });

  it.each(['npm', 'scripts/start.mjs'])('stops everything when %s is killed', async (who) => {
    const amber = await start();
    const npm = amber.process.pid!;
    process.kill(who === 'npm' ? npm : childOf(npm), 'SIGKILL');
    await nothingLeft('data');
  });

  it('stops everything when npm is killed before the start is through', async () => {
    const amber = await launch({ AMBER_DATA_DIR: join(folder, 'early') });
    await vi.waitUntil(() => existsSync(join(folder, 'early/postgres')), { timeout: 60_000, interval: 5 });
    amber.process.kill('SIGKILL');
    await nothingLeft('early');
  });

  it('leaves nothing behind when it is told twice', async () => {
    const amber = await start();
    const launcher = launcherOf(amber);
    process.kill(launcher, 'SIGTERM');
    process.kill(launcher, 'SIGINT');
    await amber.ended();
    await nothingLeft('data');
  });

  it('stops while a browser keeps connections open', async () => {
    const amber = await start();
    const sockets = Array.from({ length: 3 }, () => connect(amber.port, '127.0.0.1'));
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    sockets[0]!.write(`GET /api/health HTTP/1.1\r\nHost: localhost:${amber.port}\r\n\r\n`);
    await once(sockets[0]!, 'data');
    expect(await amber.stop()).toBe(0);
    expect(amber.output()).not.toContain('did not stop');
    for (const socket of sockets) socket.destroy();
  });

  it.each([
    [{ AMBER_FOO: '1' }, 'AMBER_FOO is not a setting of Amber'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: must be one of'],
    [
      { DATABASE_URL: 'postgresql://db.example.com/amber' },
      'AMBER_SECRET_KEY must be set together with DATABASE_URL',
    ],
  ])('refuses %j', async (settings, words) => {
    expect(await refusal(settings)).toContain(words);
  });

  it('row 45: stops when the secret key is lost, instead of making another', async () => {
    rmSync(join(folder, 'data/secret-key'));
    expect(await refusal({})).toContain('The secret key is missing');
    expect(existsSync(join(folder, 'data/secret-key'))).toBe(false);
    recordFault(import.meta.url, {
      rows: [45],
      injected: 'The file of the secret key removed',
      times: 1,
      survived: 'The start stops and says so; no other key is made.',
    });
  });
});

describe('with DATABASE_URL', () => {
  it('row 45: uses that database, waits for no other, and keeps to its key', async () => {
    const postgres = await startPostgres();
    try {
      const settings = { DATABASE_URL: postgres.url, AMBER_DATA_DIR: join(folder, 'fleet') };
      const amber = await start({ ...settings, AMBER_SECRET_KEY: KEY, HOST: '0.0.0.0' });
      expect(amber.output()).toMatch(/^Setup code: [0-9A-Z]{5}-[0-9A-Z]{5}$/m);
      expect(existsSync(join(folder, 'fleet/postgres'))).toBe(false);
      expect(await amber.stop()).toBe(0);
      const other = await refusal({
        ...settings,
        AMBER_SECRET_KEY: 'another-secret-key-for-the-same-database',
      });
      expect(other).toContain('is not the one this database was set up with');
      expect(
        await refusal({
          ...settings,
          DATABASE_URL: postgres.url.replace('throwaway', 'x'),
          AMBER_SECRET_KEY: KEY,
        }),
      ).toContain('The database of DATABASE_URL refuses us');
    } finally {
      await postgres.stop();
    }
    recordFault(import.meta.url, {
      rows: [45],
      injected: 'Another secret key than the one that the database was set up with',
      times: 1,
      survived: 'The start stops and says so.',
    });
  });
});

describe('the console', () => {
  let amber: Amber;
  beforeAll(async () => {
    amber = await untilReady(await launchAmber({ AMBER_DATA_DIR: join(folder, 'door') }));
  });
  afterAll(() => amber.stop());

  it('answers only under its own name, to its own pages, and in small sizes', async () => {
    const origin = `http://localhost:${amber.port}`;
    const cookie = 'amber.session_token=x';
    const post = { path: '/api/auth/sign-out', method: 'POST' };
    const statusOf = async (asked: Asked) => (await ask(amber, asked)).status;
    expect(await statusOf({ headers: { host: 'evil.example' } })).toBe(421);
    expect(await statusOf({ path: '/_next/static/x.js', headers: { host: 'evil.example' } })).toBe(421);
    expect(await statusOf({ ...post, headers: { cookie } })).toBe(403);
    expect(await statusOf({ ...post, headers: { cookie, origin: 'null' } })).toBe(403);
    expect(await statusOf({ ...post, headers: { cookie, origin: 'https://evil.example' } })).toBe(403);
    const json = { 'content-type': 'application/json', 'content-length': '2' };
    expect(await statusOf({ ...post, headers: { cookie, origin, ...json }, body: '{}' })).toBe(200);
    expect(await statusOf({ ...post, headers: { 'transfer-encoding': 'chunked' }, body: 'x' })).toBe(411);
    expect(await statusOf({ method: 'TRACE' })).toBe(405);
    expect(
      await statusOf({ path: '/api/auth/sign-up/email', method: 'POST', headers: { 'content-length': '0' } }),
    ).toBe(404);

    const large = 'x'.repeat(1_048_577);
    const headers = { 'content-length': String(large.length) };
    expect(await statusOf({ ...post, headers, body: large })).toBe(413);

    const page = await ask(amber, { path: '/setup' });
    const policy = String(page.headers['content-security-policy']);
    const nonce = /'nonce-([^']+)'/.exec(policy)![1]!;
    const scripts = page.body.match(/<script\b[^>]*>/g)!;
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
    expect(policy).not.toContain('unsafe');
    const again = await ask(amber, { path: '/setup' });
    expect(again.headers['content-security-policy']).not.toBe(policy);
  });

  it('row 43: survives a thousand requests at once', async () => {
    const answers = await Promise.all(Array.from({ length: 1000 }, () => ask(amber)));
    expect(answers.filter((answer) => answer.status !== 200)).toEqual([]);
    recordFault(import.meta.url, {
      rows: [43],
      injected: 'A thousand requests at the same moment',
      times: 1000,
      survived: '200 on each.',
    });
  });
});
