import type { MigrationList } from '@prisma/schema-engine-wasm';
import pg from 'pg';
import { StartError } from '#lib/platform/start-error';
import { withSchemaEngine } from './schema-engine.ts';
import { readMigrations, readSchema } from './schema-files.ts';

/** Any number, as long as nobody else uses it on this database. */
const LOCK = 4_150_617_202;
const NO_FILTERS = { externalTables: [], externalEnums: [] };

const tableExists = async (client: pg.Client): Promise<boolean> => {
  const found = await client.query<{ name: string | null }>(
    `SELECT to_regclass('_prisma_migrations') AS name`,
  );
  return found.rows[0]?.name != null;
};

/** Migrations that broke off. Each script is one transaction, so nothing of them is there, yet they block the rest. */
const brokenOff = async (client: pg.Client): Promise<string[]> => {
  if (!(await tableExists(client))) return [];
  const found = await client.query<{ migration_name: string }>(
    'SELECT DISTINCT migration_name FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL',
  );
  return found.rows.map((row) => row.migration_name);
};

/** Migrations that the database has and this version of Amber does not know: it is older than the database. */
const fromTheFuture = async (client: pg.Client, list: MigrationList): Promise<string[]> => {
  if (!(await tableExists(client))) return [];
  const found = await client.query<{ migration_name: string }>(
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  const known = new Set(list.migrationDirectories.map((directory) => directory.path));
  return found.rows.map((row) => row.migration_name).filter((name) => !known.has(name));
};

/**
 * Brings the database to the newest schema and gives the names of what was applied. Several processes may start at
 * once: one migrates, the others wait for it.
 */
export const migrate = async (databaseUrl: string, migrations?: MigrationList): Promise<string[]> => {
  const list = migrations ?? (await readMigrations());
  const guard = new pg.Client({ connectionString: databaseUrl });
  // unheard, a cut connection would end the process; the query that follows reports it
  guard.on('error', () => {});
  await guard.connect();
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const newer = await fromTheFuture(guard, list);
    if (newer.length > 0)
      throw new StartError(
        `The database was used by a newer version of Amber (${newer.join(', ')}). Start that version.`,
      );
    return await withSchemaEngine(databaseUrl, await readSchema(), async (engine) => {
      for (const migrationName of await brokenOff(guard))
        await engine.markMigrationRolledBack({ migrationName });
      const { appliedMigrationNames } = await engine.applyMigrations({
        migrationsList: list,
        filters: NO_FILTERS,
      });
      return appliedMigrationNames;
    });
  } finally {
    // the lock goes with its connection
    await guard.end();
  }
};
