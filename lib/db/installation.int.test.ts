import type pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startPostgres, type TestPostgres } from '../../e2e/servers/postgres.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
  const { migrate } = await import('./migrate.ts');
  await migrate(postgres.url);
});
afterAll(() => postgres.stop());

const load = async () => ({
  ...(await import('./client.ts')),
  ...(await import('./claim-secret-key.ts')),
  ...(await import('./storage-id.ts')),
  ...(await import('./worker-beat.ts')),
});
type Parts = Omit<Awaited<ReturnType<typeof load>>, 'pool'> & { pool: pg.Pool };

/** As a process of its own would see it: the modules keep the first key they read. */
const withKey = async (key: string, use: (parts: Parts) => Promise<void>): Promise<void> => {
  vi.resetModules();
  Object.assign(process.env, { AMBER_SECRET_KEY: key, LOG_LEVEL: 'silent' });
  const parts = await load();
  const pool = parts.newPool(postgres.url, 2);
  await use({ ...parts, pool }).finally(() => pool.end());
};

const MINE = 'the-secret-key-of-the-first-start';

it('belongs to the secret key of its first start', async () => {
  await withKey(MINE, async ({ claimSecretKey, newDb, pool }) => {
    await Promise.all([claimSecretKey(newDb(pool)), claimSecretKey(newDb(pool))]);
  });
  await withKey('another-secret-key-that-was-found', async ({ claimSecretKey, newDb, pool }) => {
    await expect(claimSecretKey(newDb(pool))).rejects.toThrow(/not the one this database was set up with/);
  });
  await withKey(MINE, ({ claimSecretKey, newDb, pool }) => claimSecretKey(newDb(pool)));
});

it('remembers the storage of its first start, and asks for no other', async () => {
  await withKey(MINE, async ({ rememberStorageId, recordedStorageId, newDb, pool }) => {
    const db = newDb(pool);
    expect(await recordedStorageId(db)).toBeNull();
    const ids = await Promise.all(['a', 'b'].map((id) => rememberStorageId(db, async () => id)));
    expect(ids[0]).toBe(ids[1]);
    const refuse = async () => {
      throw new Error('an empty folder');
    };
    expect(await rememberStorageId(db, refuse)).toBe(ids[0]);
  });
});

it('counts the workers that give signs of life', async () => {
  await withKey(MINE, async ({ startWorkerBeat, countLivingWorkers, newDb, pool }) => {
    const db = newDb(pool);
    const beat = await startWorkerBeat(db, 'here');
    expect(await countLivingWorkers(db)).toBe(1);
    await pool.query(`UPDATE "Worker" SET "beatAt" = now() - interval '1 minute'`);
    expect(await countLivingWorkers(db)).toBe(0);
    await beat.stop();
    expect(await db.worker.count()).toBe(0);
  });
});
