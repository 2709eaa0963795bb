import pg from 'pg';
import { until } from './installation.ts';

export type HeldRow = {
  /** Returns when somebody waits for the row: it stands exactly there. */
  awaited(): Promise<void>;
  release(): Promise<void>;
};

/** Locks rows of Amber's database, so that whoever changes them next stops at that point. */
export const holdRows = async (url: string, sql: string, values: unknown[]): Promise<HeldRow> => {
  const client = new pg.Client({ connectionString: url });
  // the database may be ended meanwhile: that releases it, too
  client.on('error', () => {});
  await client.connect();
  await client.query('BEGIN');
  const { rowCount } = await client.query(`${sql} FOR UPDATE`, values);
  if (!rowCount) throw new Error(`There is no row to hold: ${sql}`);
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
  const waiting = new pg.Client({ connectionString: url });
  waiting.on('error', () => {});
  await waiting.connect();
  return {
    awaited: async () => {
      await until(async () => {
        const found = await waiting.query(
          'SELECT FROM pg_stat_activity WHERE $1 = ANY(pg_blocking_pids(pid))',
          [rows[0].pid],
        );
        return found.rowCount;
      }, 'somebody waits for the row');
    },
    release: async () => {
      await Promise.all([client.end().catch(() => {}), waiting.end().catch(() => {})]);
    },
  };
};
