import { createHash } from 'node:crypto';
import type { MigrationList } from '@prisma/schema-engine-wasm';
import pg from 'pg';
import { StartError } from '#lib/platform/start-error';
import { withSchemaEngine } from './schema-engine.ts';
import { readMigrations, readSchema } from './schema-files.ts';

/** Any number, as long as nobody else uses it on this database. */
const LOCK = 4_150_617_202;
const NO_FILTERS = { externalTables: [], externalEnums: [] };

/** Prisma's own record of what was applied to this database. */
type History = {
  /** Name to SHA-256 of the script. */
  applied: Map<string, string>;
  /** Broke off. Each script is one transaction, so nothing of them is there, yet they block the rest. */
  brokenOff: string[];
};

const readHistory = async (client: pg.Client): Promise<History> => {
  const table = await client.query<{ name: string | null }>(
    `SELECT to_regclass('_prisma_migrations') AS name`,
  );
  if (!table.rows[0]?.name) return { applied: new Map(), brokenOff: [] };
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished: boolean }>(
    'SELECT migration_name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  );
  const finished = rows.filter((row) => row.finished);
  return {
    applied: new Map(finished.map((row) => [row.migration_name, row.checksum])),
    brokenOff: rows.filter((row) => !row.finished).map((row) => row.migration_name),
  };
};

const scriptsOf = (list: MigrationList): Map<string, string> =>
  new Map(list.migrationDirectories.map(({ path, migrationFile }) => [path, migrationFile.content.value]));

const refuseFuture = ({ applied }: History, scripts: Map<string, string>): void => {
  const newer = [...applied.keys()].filter((name) => !scripts.has(name));
  if (newer.length > 0) {
    throw new StartError(
      `The database was used by a newer version of Amber (${newer.join(', ')}). Start that version.`,
    );
  }
};

/** The engine takes a third of a second to load, and at nearly every start there is nothing for it to do. */
const isUpToDate = ({ applied, brokenOff }: History, scripts: Map<string, string>): boolean =>
  brokenOff.length === 0 &&
  [...scripts].every(([name, sql]) => applied.get(name) === createHash('sha256').update(sql).digest('hex'));

/**
 * Brings the database to the newest schema and gives the names of what was applied. Several processes may start at
 * once: one migrates, the others wait for it.
 */
export const migrate = async (databaseUrl: string, migrations?: MigrationList): Promise<string[]> => {
  const list = migrations ?? (await readMigrations());
  const scripts = scriptsOf(list);
  const guard = new pg.Client({ connectionString: databaseUrl });
  // unheard, a cut connection would end the process; the query that follows reports it
  guard.on('error', () => {});
  await guard.connect();
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const history = await readHistory(guard);
    refuseFuture(history, scripts);
    if (isUpToDate(history, scripts)) return [];
    return await withSchemaEngine(databaseUrl, await readSchema(), async (engine) => {
      for (const migrationName of new Set(history.brokenOff))
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
