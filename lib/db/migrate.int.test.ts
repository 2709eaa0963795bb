import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startPostgres, type TestPostgres } from '../../e2e/servers/postgres.ts';
import { newDb, newPool } from './client.ts';
import { migrate } from './migrate.ts';
import { schemaDiff } from './schema-diff.ts';
import { readMigrations } from './schema-files.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.stop();
});

const withPool = async <T>(
  url: string,
  use: (pool: ReturnType<typeof newPool>) => Promise<T>,
): Promise<T> => {
  const pool = newPool(url);
  try {
    return await use(pool);
  } finally {
    await pool.end();
  }
};

describe('migrate', () => {
  it('applies every migration once, also when several processes start together', async () => {
    const url = await postgres.createDatabase('together');
    const names = (await readMigrations()).migrationDirectories.map((directory) => directory.path);
    const applied = await Promise.all([migrate(url), migrate(url), migrate(url)]);
    expect(applied.flat().sort()).toEqual(names);
    expect(await migrate(url)).toEqual([]);
    await withPool(url, async (pool) => expect(await newDb(pool).user.count()).toBe(0));
  });

  it('goes on after a migration that broke off, which left nothing behind', async () => {
    const url = await postgres.createDatabase('broken');
    await withPool(url, async (pool) => {
      const good = await readMigrations();
      const broken = structuredClone(good);
      broken.migrationDirectories.push({
        path: '99990101000000_broken',
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok', value: 'CREATE TABLE half (id int); SELECT 1 / 0;' },
        },
      });
      await expect(migrate(url, broken)).rejects.toThrow('division by zero');
      const half = await pool.query(`SELECT to_regclass('half') AS name`);
      expect(half.rows[0].name).toBeNull();

      const mended = structuredClone(broken);
      mended.migrationDirectories.at(-1)!.migrationFile.content = {
        tag: 'ok',
        value: `CREATE TABLE half (id int); CREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 2; END; $$;`,
      };
      expect(await migrate(url, mended)).toEqual(['99990101000000_broken']);
      expect((await pool.query('SELECT two()')).rows[0].two).toBe(2);

      await expect(migrate(url, good)).rejects.toThrow('newer version of Amber (99990101000000_broken)');
    });
  });

  it('moves a backup that waited to the time of its data', async () => {
    const url = await postgres.createDatabase('waited');
    const all = await readMigrations();
    const from = all.migrationDirectories.findIndex(({ path }) => path.endsWith('_time_of_the_data'));
    await migrate(url, { ...all, migrationDirectories: all.migrationDirectories.slice(0, from) });
    await withPool(url, async (pool) => {
      await pool.query(`
        INSERT INTO "Backup" (id, "dataStoreId", "dataStoreName", engine, trigger, tiers, description, status,
          "createdAt", "startedAt", "expiresAt")
        VALUES ('waited', 'dst_a', 'a', 'redis', 'manual', '{}', '', 'available', '2026-03-01T10:00:00Z',
            '2026-03-01T13:00:00.5Z', '2026-03-08T10:00:00Z'),
          ('failed', 'dst_a', 'a', 'redis', 'manual', '{}', '', 'failed', '2026-03-01T11:00:00Z', NULL, NULL)`);
      await migrate(url, all);
      const { rows } = await pool.query(
        'SELECT id, "createdAt" AS at, "expiresAt" AS until FROM "Backup" ORDER BY "createdAt"',
      );
      expect(rows).toEqual([
        { id: 'failed', at: new Date('2026-03-01T11:00:00Z'), until: null },
        { id: 'waited', at: new Date('2026-03-01T13:00:00.5Z'), until: new Date('2026-03-08T13:00:00.5Z') },
      ]);
    });
  });

  it('does not apply a migration again because its text was changed, as Prisma does not', async () => {
    const url = await postgres.createDatabase('edited');
    const list = await readMigrations();
    await migrate(url, list);
    const edited = structuredClone(list);
    edited.migrationDirectories[0]!.migrationFile.content.value += '\n-- a word more';
    expect(await migrate(url, edited)).toEqual([]);
  });

  it('has a migration for every change of the schema', async () => {
    expect(await schemaDiff(postgres.url)).toBeNull();
  });
});
