import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startPostgres, type TestPostgres } from '../../e2e/servers/postgres.ts';
import { newDb, newPool } from './client.ts';
import { migrate } from './migrate.ts';
import { schemaDiff } from './schema-diff.ts';
import { readMigrations } from './schema-files.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

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
