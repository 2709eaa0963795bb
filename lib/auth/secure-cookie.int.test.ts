import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startPostgres, type TestPostgres } from '../../e2e/servers/postgres.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const ORIGIN = 'https://amber.example.com';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
  Object.assign(process.env, {
    DATABASE_URL: postgres.url,
    AMBER_SECRET_KEY: 'a-secret-key-for-tests-of-the-cookies',
    AMBER_URL: ORIGIN,
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

it('is secure where the console is reached by https, and says so in its name', async () => {
  const { auth } = await import('./auth.ts');
  const { db } = await import('#lib/db/client');
  const { createOwner } = await import('./create-owner.ts');
  const { carriesSession } = await import('./session-cookie.ts');
  const { actorOf } = await import('./session.ts');
  await createOwner(db(), { name: 'Ada', email: 'ada@example.org', password: 'correct horse battery' });
  const answer = await auth().handler(
    new Request(`${ORIGIN}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: ORIGIN },
      body: JSON.stringify({ email: 'ada@example.org', password: 'correct horse battery' }),
    }),
  );
  const [line] = answer.headers.getSetCookie();
  expect(line).toMatch(/^__Secure-amber\.session_token=[^;]+;.*; HttpOnly; Secure; SameSite=Lax/);
  const cookie = line!.split(';')[0]!;
  expect(carriesSession(cookie)).toBe(true);
  expect(await actorOf(new Headers({ cookie }))).toMatchObject({ email: 'ada@example.org' });
});
