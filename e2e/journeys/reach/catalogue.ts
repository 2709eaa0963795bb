import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { SUPERUSER } from '#lib/platform/postgres/cluster';

/** A row as the database has it: `bigint` and `timestamptz` columns come as text and Date. */
export type Row = Record<string, unknown>;

/** The embedded database of a console under test: journeys assert rows, not only what a page says of them. */
export type Catalogue = {
  rows<Shape extends Row = Row>(sql: string, values?: unknown[]): Promise<Shape[]>;
  /** Throws unless there is exactly one. */
  row<Shape extends Row = Row>(sql: string, values?: unknown[]): Promise<Shape>;
  count(table: string): Promise<number>;
  close(): Promise<void>;
};

export const openCatalogue = (dataDir: string): Catalogue => {
  const { port, password } = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8')) as {
    port: number;
    password: string;
  };
  const pool = new pg.Pool({ host: '127.0.0.1', port, user: SUPERUSER, password, database: 'amber', max: 2 });
  // a console that ends takes its database along
  pool.on('error', () => {});
  const rows = async <Shape extends Row>(sql: string, values: unknown[] = []) =>
    (await pool.query<Shape>(sql, values)).rows;
  return {
    rows,
    row: async <Shape extends Row>(sql: string, values: unknown[] = []) => {
      const found = await rows<Shape>(sql, values);
      if (found.length !== 1) throw new Error(`${found.length} rows: ${sql}`);
      return found[0]!;
    },
    count: async (table) => {
      const [found] = await rows<{ count: number }>(`SELECT count(*)::int AS count FROM "${table}"`);
      return found!.count;
    },
    close: () => pool.end(),
  };
};

export type StoreRow = { id: string; name: string; status: string };
export const storeNamed = (catalogue: Catalogue, name: string): Promise<StoreRow> =>
  catalogue.row<StoreRow>('SELECT * FROM "DataStore" WHERE name = $1', [name]);

export type BackupRow = {
  id: string;
  dataStoreId: string;
  description: string;
  trigger: string;
  status: string;
  reason: string | null;
  retentionDays: number;
  expiresAt: Date;
  createdAt: Date;
  plainBytes: string;
  storedBytes: string;
  keys: string;
  method: string;
  sha256: string;
  dataFile: string;
};
export const backupDescribed = (catalogue: Catalogue, description: string): Promise<BackupRow> =>
  catalogue.row<BackupRow>('SELECT * FROM "Backup" WHERE description = $1', [description]);
