import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { freePort, isPortFree } from '../free-port.ts';
import { neverLog } from '../scrub.ts';
import { StartError } from '../start-error.ts';
import { clusterExists, createCluster } from './cluster.ts';
import { stopLeftover } from './leftover.ts';
import { postgresUser } from './run-as.ts';
import { type PostgresServer, startServer } from './server.ts';

const DATABASE = 'amber';

const recordSchema = z.object({ port: z.number().int(), password: z.string() });
type ConnectionRecord = z.infer<typeof recordSchema>;

const readRecord = (file: string): ConnectionRecord | null => {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new StartError(
      `${file} is damaged: it holds the port and the password of the embedded PostgreSQL.`,
    );
  }
};

const writeRecord = (file: string, record: ConnectionRecord): void => {
  writeFileSync(`${file}.new`, JSON.stringify(record), { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
};

const ensureDatabase = async (server: PostgresServer): Promise<void> => {
  const client = new pg.Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
};

/** Starts the PostgreSQL of a data folder, making it at the first start. */
export const startEmbedded = async (dataDir: string): Promise<PostgresServer & { databaseUrl: string }> => {
  const dir = join(dataDir, 'postgres');
  const recordFile = join(dataDir, 'postgres.json');
  const runAs = postgresUser();
  // PostgreSQL's own user has to pass through, and nobody else has any business there
  mkdirSync(dataDir, { recursive: true, mode: runAs ? 0o711 : 0o700 });
  await stopLeftover(dir);
  const record = readRecord(recordFile) ?? {
    port: await freePort(),
    password: randomBytes(24).toString('base64url'),
  };
  if (!(await isPortFree(record.port, '127.0.0.1'))) record.port = await freePort();
  writeRecord(recordFile, record);
  neverLog(record.password);
  if (!clusterExists(dir)) await createCluster({ dir, password: record.password, runAs });
  const server = await startServer({ dir, ...record, runAs, logFile: join(dataDir, 'postgres.log') });
  await ensureDatabase(server);
  return { ...server, databaseUrl: server.url(DATABASE) };
};
