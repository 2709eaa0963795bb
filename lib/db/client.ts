import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { env } from '#lib/platform/env';
import { log } from '#lib/platform/log';
import { neverLog } from '#lib/platform/scrub';
import { PrismaClient } from './generated/client.ts';

export type Db = PrismaClient;

/** Prisma drops the offset of a `timestamptz` and sends times without one: both are right in UTC only. */
const inUtc = async (client: pg.ClientBase): Promise<void> => {
  await client.query("SET TIME ZONE 'UTC'");
};

/** A pool as every part of Amber uses it. The caller ends it. */
export const newPool = (connectionString: string, max = 10): pg.Pool => {
  const pool = new pg.Pool({
    connectionString,
    max,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    application_name: 'amber',
    onConnect: inUtc,
  });
  // an idle connection that a restart of PostgreSQL cuts reports here; unheard, it would end the process
  pool.on('error', (error) => {
    if (!pool.ending) log().warn({ err: error }, 'a database connection was lost');
  });
  return pool;
};

export const newDb = (pool: pg.Pool): Db => new PrismaClient({ adapter: new PrismaPg(pool) });

type Connected = { pool: pg.Pool; db: Db };
// on globalThis: Next bundles this module more than once, and `next dev` loads it anew after a change
const SINGLETON = Symbol.for('amber.db');
const holder = globalThis as { [SINGLETON]?: Connected };

const connected = (): Connected => {
  if (!holder[SINGLETON]) {
    const { databaseUrl } = env();
    if (!databaseUrl) throw new Error('DATABASE_URL is not set: start Amber with npm start.');
    neverLog(decodeURIComponent(new URL(databaseUrl).password));
    const pool = newPool(databaseUrl);
    holder[SINGLETON] = { pool, db: newDb(pool) };
  }
  return holder[SINGLETON];
};

/** The catalogue. Opens no connection before the first query. */
export const db = (): Db => connected().db;

/** The connections under `db()`, for the queue and for what Prisma cannot say. */
export const pool = (): pg.Pool => connected().pool;

export const closeDb = async (): Promise<void> => {
  const open = holder[SINGLETON];
  if (!open) return;
  delete holder[SINGLETON];
  await open.db.$disconnect();
  await open.pool.end();
};
