import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { recordFault } from '../../e2e/faults/record-fault.ts';
import { startPostgres, type TestPostgres } from '../../e2e/servers/postgres.ts';

const KEY = 'a-secret-key-for-tests-of-the-accounts';
const ORIGIN = 'http://localhost:3000';
const PASSWORD = 'correct horse battery';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
  Object.assign(process.env, {
    DATABASE_URL: postgres.url,
    AMBER_SECRET_KEY: KEY,
    LOG_LEVEL: 'silent',
  });
  const { migrate } = await import('#lib/db/migrate');
  await migrate(postgres.url);
});
afterAll(async () => {
  const { closeDb } = await import('#lib/db/client');
  await closeDb();
  await postgres.stop();
});

/** Only now: the modules read their settings at the first call. */
const parts = async () => ({
  ...(await import('#lib/db/client')),
  ...(await import('./auth.ts')),
  ...(await import('./create-owner.ts')),
  ...(await import('./session.ts')),
});

beforeEach(async () => {
  const { db } = await parts();
  await db().user.deleteMany();
  await db().signInAttempt.deleteMany();
  await db().rateLimit.deleteMany();
});

const ada = { name: 'Ada', email: 'ada@example.org', password: PASSWORD };

const call = async (path: string, init: RequestInit & { address?: string } = {}) => {
  const { auth } = await parts();
  const headers = new Headers(init.headers);
  headers.set('x-forwarded-for', init.address ?? '192.0.2.1');
  headers.set('origin', headers.get('origin') ?? ORIGIN);
  return auth().handler(new Request(`${ORIGIN}/api/auth${path}`, { ...init, headers }));
};

const signIn = (email: string, password: string, address?: string) =>
  call('/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
    ...(address ? { address } : {}),
  });

const cookieOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
const actorFor = async (cookie: string) => (await parts()).actorOf(new Headers({ cookie }));

describe('the owner', () => {
  it('is created once, however many ask at the same time', async () => {
    const { createOwner, db } = await parts();
    const all = await Promise.all(
      ['a', 'b', 'c', 'd'].map((name) => createOwner(db(), { ...ada, name, email: `${name}@example.org` })),
    );
    expect(all.sort()).toEqual(['created', 'exists', 'exists', 'exists']);
    expect(await db().user.count()).toBe(1);
  });

  it('comes from the environment at the first start only', async () => {
    const { db } = await parts();
    const { ownerFromEnv } = await import('./owner-from-env.ts');
    await ownerFromEnv(db(), { owner: { email: 'ada@example.org', password: PASSWORD } });
    await ownerFromEnv(db(), { owner: { email: 'eve@example.org', password: 'another password' } });
    expect(await db().user.findMany({ select: { name: true, email: true, role: true } })).toEqual([
      { name: 'ada', email: 'ada@example.org', role: 'owner' },
    ]);
    expect((await signIn('ada@example.org', PASSWORD)).status).toBe(200);
  });
});

describe('a session', () => {
  beforeEach(async () => {
    const { createOwner, db } = await parts();
    await createOwner(db(), ada);
  });

  it('row 40: knows its person and role, and is dead at once after the sign-out', async () => {
    const response = await signIn('Ada@Example.org', PASSWORD);
    expect(response.status).toBe(200);
    const [setCookie] = response.headers.getSetCookie();
    expect(setCookie).toMatch(/^amber\.session_token=.*HttpOnly; SameSite=Lax/);
    const cookie = cookieOf(response);
    expect(await actorFor(cookie)).toMatchObject({ name: 'Ada', email: 'ada@example.org', role: 'owner' });

    expect((await call('/sign-out', { method: 'POST', headers: { cookie } })).status).toBe(200);
    expect(await actorFor(cookie)).toBeNull();
  });

  it('row 40: is a new one at each sign-in: a cookie planted before is worth nothing', async () => {
    const planted = 'amber.session_token=planted.signature';
    const response = await call('/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: planted },
      body: JSON.stringify({ email: ada.email, password: PASSWORD }),
    });
    expect(cookieOf(response)).not.toContain('planted');
    expect(await actorFor(planted)).toBeNull();
    recordFault(import.meta.url, {
      rows: [40],
      injected: 'A cookie planted before the sign-in',
      times: 1,
      survived: 'Worth nothing afterwards.',
    });
  });

  it('row 40: of somebody else, planted before a sign-in, stays theirs alone', async () => {
    const { db } = await parts();
    const eve = { id: 'eve', name: 'Eve', email: 'eve@example.org', role: 'viewer' };
    const { password } = await db().account.findFirstOrThrow();
    await db().user.create({ data: eve });
    await db().account.create({
      data: { id: 'eve', accountId: 'eve', providerId: 'credential', userId: 'eve', password },
    });
    const planted = cookieOf(await signIn(eve.email, PASSWORD));
    const response = await call('/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: planted },
      body: JSON.stringify({ email: ada.email, password: PASSWORD }),
    });
    expect(await actorFor(cookieOf(response))).toMatchObject({ name: 'Ada', role: 'owner' });
    expect(cookieOf(response)).not.toBe(planted);
    expect((await actorFor(planted))?.name ?? 'nobody').not.toBe('Ada');
    recordFault(import.meta.url, {
      rows: [40],
      injected: 'Somebody’s own session planted in another’s browser before the sign-in',
      times: 1,
      survived: 'It stayed theirs alone.',
    });
  });

  it('row 40: ends at once when its person is switched off, who then gets none', async () => {
    const { db } = await parts();
    const cookie = cookieOf(await signIn(ada.email, PASSWORD));
    await db().user.updateMany({ data: { disabledAt: new Date() } });
    expect(await actorFor(cookie)).toBeNull();
    const refused = await signIn(ada.email, PASSWORD);
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ code: 'FAILED_TO_CREATE_SESSION' });
  });

  it('row 38: is refused to a foreign origin', async () => {
    const cookie = cookieOf(await signIn(ada.email, PASSWORD));
    const response = await call('/sign-out', {
      method: 'POST',
      headers: { cookie, origin: 'https://evil.example' },
    });
    expect(response.status).toBe(403);
    expect(await actorFor(cookie)).not.toBeNull();
  });

  it('cannot be had by signing up, nor a role by changing the profile', async () => {
    const headers = { 'content-type': 'application/json' };
    const signUp = await call('/sign-up/email', {
      method: 'POST',
      headers,
      body: JSON.stringify({ name: 'Eve', email: 'eve@example.org', password: PASSWORD }),
    });
    expect(signUp.status).toBe(400);
    const cookie = cookieOf(await signIn(ada.email, PASSWORD));
    const promoted = await call('/update-user', {
      method: 'POST',
      headers: { ...headers, cookie },
      body: JSON.stringify({ role: 'viewer' }),
    });
    expect(promoted.status).toBe(400);
  });
});

describe('guessing', () => {
  beforeEach(async () => {
    const { createOwner, db } = await parts();
    await createOwner(db(), ada);
  });

  it('row 39: makes an account wait, from every address, also with the right password', async () => {
    const answers = [];
    for (let guess = 1; guess <= 6; guess += 1)
      answers.push((await signIn(ada.email, 'wrong password', `192.0.2.${guess}`)).status);
    expect(answers).toEqual([401, 401, 401, 401, 401, 429]);
    const refused = await signIn(ada.email, PASSWORD, '198.51.100.7');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await refused.json()).message).toMatch(/^Too many attempts\. Try again in \d+ seconds?\.$/);
    recordFault(import.meta.url, {
      rows: [39],
      injected: 'Wrong passwords for one account from as many addresses',
      times: 6,
      survived: 'After five the account waits, from everywhere, also with the right one.',
    });
  });

  it('row 39: lets no more pass when many try at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => signIn(ada.email, 'wrong password', `192.0.2.${index}`)),
    );
    const tried = answers.filter((answer) => answer.status === 401).length;
    expect(tried).toBe(5);
    recordFault(import.meta.url, {
      rows: [39],
      injected: 'Twenty wrong passwords for one account at the same moment',
      times: 20,
      survived: 'Five were tried.',
    });
  });

  it('is forgiven after the right password', async () => {
    for (let guess = 1; guess <= 4; guess += 1) await signIn(ada.email, 'wrong password');
    expect((await signIn(ada.email, PASSWORD)).status).toBe(200);
    expect((await signIn(ada.email, 'wrong password')).status).toBe(401);
  });

  it('row 39: is slowed down by address too, whatever account is tried', async () => {
    const answers = [];
    for (let guess = 0; guess < 25; guess += 1)
      answers.push((await signIn(`person-${guess}@example.org`, 'wrong password')).status);
    expect(answers.slice(0, 20)).toEqual(Array(20).fill(401));
    expect(answers).toContain(429);
    recordFault(import.meta.url, {
      rows: [39],
      injected: 'Wrong passwords for 25 accounts from one address',
      times: 25,
      survived: 'After twenty the address waits.',
    });
  });
});
