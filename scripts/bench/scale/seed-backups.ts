import pg from 'pg';

export type Seed = { stores: number; backups: number };
/** What the lists and the sweep are measured with. */
export const MILLION: Seed = { stores: 500, backups: 1_000_000 };
/** In the descriptions of 40 backups among the million. */
export const RARE_WORD = 'flux capacitor';

/** Letters of an id: `0` and `1` are none of them. */
const idOf = (prefix: string, hex: string) => `'${prefix}_' || translate(${hex}, '01', 'yz')`;
const STORE_ID = (number: string) => idOf('dst', `lpad(to_hex(${number}), 12, '0')`);
const STORE_NAME = (number: string) =>
  `(ARRAY['orders','sessions','catalogue','carts','leaderboard','geo'])[1 + ${number} % 6] || '-' ||
    (ARRAY['eu','us','ap'])[1 + ${number} % 3] || '-' || lpad((${number})::text, 3, '0')`;

const storeRows = ({ stores }: Seed) => `
  INSERT INTO "DataStore" (id, name, engine, host, port, status, product, version, "probeDueAt", "createdAt")
  SELECT ${STORE_ID('n')}, ${STORE_NAME('n')}, 'redis', '127.0.0.1', 6379, 'active', 'redis', '7.0.15',
    now() + interval '1 year', now() - interval '2 years' + n * interval '1 minute'
  FROM generate_series(0, ${stores - 1}) n`;

/** One every half minute, a million in a year, by schedules, people, restores and imports. */
const backupRows = ({ stores, backups }: Seed) => `
  INSERT INTO "Backup" (id, "dataStoreId", "dataStoreName", engine, trigger, tiers, description, status, reason,
    "retentionDays", "expiresAt", pinned, "createdAt", "startedAt", "finishedAt", product, version, method,
    "methodReason", consistency, "plainBytes", "storedBytes", keys, "usedMemory", sha256, "dataFile", contents)
  SELECT ${idOf('bkp', 'substr(md5(n::text), 1, 14)')}, ${STORE_ID('store')}, name, 'redis', trigger, '{}',
    CASE trigger
      WHEN 'schedule' THEN 'Scheduled backup of ' || name || ', ' || to_char(at, 'YYYY-MM-DD"T"HH24:00:00.000"Z"')
      WHEN 'safety' THEN 'Safety backup of ' || name || ', ' || to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.000"Z"')
      WHEN 'import' THEN 'dump-' || substr(md5('f' || n), 1, 8) || '.rdb'
      ELSE CASE WHEN n % 25000 = 7 THEN 'Before the ${RARE_WORD} of ' || name
        WHEN n % 3 = 0 THEN 'Manual backup of ' || name
        ELSE 'Before ' || (ARRAY['the migration','release','the sale','the upgrade','an experiment'])[1 + n % 5]
          || ' ' || substr(md5('d' || n), 1, 6) END
    END,
    status, CASE WHEN status = 'failed' THEN 'The store could not be reached: connection refused' END,
    400, CASE WHEN status IN ('available', 'damaged') THEN at + interval '400 days' END, n % 1000 = 13, at,
    CASE WHEN good THEN at + interval '1 second' END, at + interval '20 seconds', CASE WHEN good THEN 'redis' END,
    CASE WHEN good THEN '7.0.15' END, CASE WHEN good THEN 'replica' END, CASE WHEN good THEN 'PSYNC is allowed' END,
    CASE WHEN good THEN 'point-in-time' END, CASE WHEN good THEN bytes END, CASE WHEN good THEN bytes / 3 END,
    CASE WHEN good THEN bytes / 200 END, CASE WHEN good THEN bytes * 2 END,
    CASE WHEN good THEN md5(n::text) || md5('x' || n) END, CASE WHEN good THEN 'data.rdb.zst' END,
    CASE WHEN good THEN '{"format":"rdb","magic":"REDIS","rdbVersion":10,"databases":{"0":{"keys":1000,"expires":10}}}'::jsonb END
  FROM (
    SELECT n, store, ${STORE_NAME('store')} AS name, at, trigger, status, bytes,
      status IN ('available', 'damaged', 'deleted') AS good
    FROM (
      SELECT n, ('x' || substr(md5('s' || n), 1, 7))::bit(28)::int % ${stores} AS store,
        now() - interval '1 minute' - n * interval '31 seconds' AS at,
        CASE WHEN n % 25000 = 7 OR n % 17 = 1 THEN 'manual' WHEN n % 41 = 2 THEN 'safety'
          WHEN n % 97 = 3 THEN 'import' ELSE 'schedule' END AS trigger,
        CASE WHEN n % 29 = 5 THEN 'failed' WHEN n % 101 = 6 THEN 'cancelled' WHEN n % 1009 = 8 THEN 'damaged'
          WHEN n % 37 = 9 THEN 'deleted' ELSE 'available' END AS status,
        (1000 + ('x' || substr(md5('b' || n), 1, 7))::bit(28)::bigint * 20) AS bytes
      FROM generate_series(0, ${backups - 1}) n) line) named`;

/** What Activity keeps of them: the last 90 days. */
const OPERATIONS = `
  INSERT INTO "Operation" (id, kind, state, "dataStoreId", "dataStoreName", "backupId", subject, attempt, "createdAt",
    "startedAt", "finishedAt")
  SELECT gen_random_uuid(), 'backup', CASE WHEN status IN ('failed', 'cancelled') THEN status ELSE 'completed' END,
    "dataStoreId", "dataStoreName", id, description, 1, "createdAt", "createdAt", "finishedAt"
  FROM "Backup" WHERE "createdAt" > now() - interval '90 days' AND trigger <> 'safety'`;

type Index = { indexname: string; indexdef: string };

/** Fills a table without its indexes, which are made at the end: row by row they take ten times as long. */
const withoutIndexes = async (client: pg.Client, table: string, fill: string): Promise<void> => {
  const { rows } = await client.query<Index>(
    `SELECT indexname, indexdef FROM pg_indexes WHERE tablename = $1 AND indexname NOT LIKE '%_pkey'`,
    [table],
  );
  for (const { indexname } of rows) await client.query(`DROP INDEX ${client.escapeIdentifier(indexname)}`);
  await client.query(fill);
  for (const { indexdef } of rows) await client.query(indexdef);
};

/** Stores and backups of half a minute each back from now, as schedules and people leave them. No files. */
export const seedBackups = async (url: string, seed: Seed): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`SET maintenance_work_mem = '512MB'; SET TIME ZONE 'UTC'`);
    await client.query(storeRows(seed));
    await withoutIndexes(client, 'Backup', backupRows(seed));
    await withoutIndexes(client, 'Operation', OPERATIONS);
    // as a server of that age has done by itself
    await client.query('VACUUM ANALYZE "DataStore", "Backup", "Operation"');
  } finally {
    await client.end();
  }
};
