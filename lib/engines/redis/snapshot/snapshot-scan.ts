import type { Product, RedisProbe } from '#lib/domain/data-store';
import type { AmberError } from '#lib/domain/errors';
import type { Run } from '#lib/domain/operation';
import type { ByteSink } from '#lib/domain/ports/engine';
import type { RdbFacts } from '#lib/domain/rdb-facts';
import { LEAST_PACE, type Pace } from '../connection/pace.ts';
import type { RedisConnection } from '../connection/redis-connection.ts';
import {
  auxBytes,
  RDB_HEADER_BYTES,
  resizeDbBytes,
  selectDbBytes,
  writeAux,
  writeEof,
  writeRdbHeader,
  writeResizeDb,
  writeSelectDb,
} from '../rdb/rdb-writer.ts';
import { replyNumber } from '../resp/reply.ts';
import { type ExpiryForm, findExpiryForm } from './expiry.ts';
import { readFunctionRecords } from './function-records.ts';
import { countDatabases, countExpiring, withLostMemberExpiries } from './lost-member-expiries.ts';
import { type KeyCounts, missingKeys, missingKeysError, missingKeysLine } from './missing-keys.ts';
import { RdbOutput } from './rdb-output.ts';
import { reportProgress } from './report-progress.ts';
import { DatabaseScan } from './scan-database.ts';
import { chooseHeader, type RdbHeader } from './scan-header.ts';
import { SeenKeys } from './seen-keys.ts';

type Scan = {
  connection: RedisConnection;
  probe: RedisProbe;
  output: RdbOutput;
  expiryForm: ExpiryForm;
  stringsFirst: boolean;
  scratch: string;
  run: Run;
};

/** Servers name the field after themselves; readers take it for information only. */
const VERSION_FIELD: Partial<Record<Product, string>> = { valkey: 'valkey-ver', dragonfly: 'dragonfly-ver' };

const writeBeginning = (output: RdbOutput, probe: RedisProbe, header: RdbHeader, functions: Buffer): void => {
  const aux: [string, string][] = [
    [VERSION_FIELD[probe.product] ?? 'redis-ver', probe.version],
    ['redis-bits', '64'],
    ['ctime', String(Math.floor(Date.now() / 1000))],
    ['used-mem', String(probe.memory.used)],
  ];
  const block = output.room(
    aux.reduce((sum, [name, value]) => sum + auxBytes(name, value), RDB_HEADER_BYTES),
  );
  let at = writeRdbHeader(block, output.at, header.magic, header.version);
  for (const [name, value] of aux) at = writeAux(block, at, name, value);
  output.advance(at);
  output.append(functions, 0, functions.length);
};

/** Whether strings are read by MGET: see `StringStage`. Needs the right to do so. */
const readsStringsFirst = async (connection: RedisConnection, probe: RedisProbe): Promise<boolean> =>
  probe.product === 'dragonfly' && Array.isArray(await connection.tryCall(['MGET', 'amber:probe']));

/** A database is walked once more where it seems to hold far more than came: keys may have moved on meanwhile. */
const WALKS = 2;

const scanDatabase = async (scan: Scan, database: number) => {
  const { connection, probe, output } = scan;
  // A user with the least rights may not even SELECT; every connection begins in database 0.
  if (database !== 0 || Object.keys(probe.databases).length > 1) await connection.call(['SELECT', database]);
  const counted = probe.databases[database] ?? { keys: 0, expires: 0 };
  const before = replyNumber(await connection.tryCall(['DBSIZE']));
  const keys = before ?? counted.keys;
  const block = output.room(selectDbBytes(database) + resizeDbBytes(keys, counted.expires));
  const at = writeSelectDb(block, output.at, database);
  output.advance(writeResizeDb(block, at, keys, Math.min(keys, counted.expires)));
  const first = output.records;
  const seen = new SeenKeys({ scratch: scan.scratch, expectedKeys: keys });
  try {
    for (let walk = 1; ; walk += 1) {
      await new DatabaseScan(connection, { ...scan, seen }).read();
      if (before === null) return;
      const counts = await countAgain(scan, { database, read: output.records - first, before });
      const { extent } = missingKeys(counts);
      if (extent === 'notable') scan.run.log(missingKeysLine(counts));
      if (extent !== 'most') return;
      if (walk === WALKS) throw missingKeysError(counts);
    }
  } finally {
    seen.close();
  }
};

/** On the same connection as the first count. A server that counts no longer is taken at its first word. */
const countAgain = async (
  { connection, probe }: Scan,
  counts: Pick<KeyCounts, 'database' | 'read' | 'before'>,
): Promise<KeyCounts> => ({
  ...counts,
  after: replyNumber(await connection.tryCall(['DBSIZE'])) ?? counts.before,
  mayBeOver:
    probe.topology === 'replica' ? ((await countDatabases(connection))[counts.database]?.expires ?? 0) : 0,
});

/** Those that INFO names; database 0 too when it holds keys that INFO does not tell of. */
const databasesToScan = async (connection: RedisConnection, probe: RedisProbe): Promise<number[]> => {
  const named = Object.keys(probe.databases).map(Number);
  if (named.length > 0) return named.sort((a, b) => a - b);
  return (replyNumber(await connection.tryCall(['DBSIZE'])) ?? 0) > 0 ? [0] : [];
};

const writeEnd = (output: RdbOutput): void => {
  output.advance(writeEof(output.room(1), output.at));
  output.appendChecksum();
};

/**
 * Walks all keys of all databases and writes the RDB file that the server would have written, key by key. Not a single
 * moment: keys that change meanwhile are in it as they were when they were read. Every failure closes the connection.
 */
export const snapshotByScan = async (
  connection: RedisConnection,
  sink: ByteSink,
  run: Run,
  { probe, scratch, pace = LEAST_PACE }: { probe: RedisProbe; scratch: string; pace?: Pace },
): Promise<RdbFacts> => {
  connection.demand(pace);
  let sinkError: AmberError | null = null;
  const output = new RdbOutput(
    sink,
    {
      pause: () => connection.pause(),
      resume: () => connection.resume(),
      failed: (error) => {
        sinkError = error;
        connection.close();
      },
    },
    { checksum: true },
  );
  const progress = reportProgress(run, {
    connection,
    phase: () => 'Reading keys',
    waiting: 'Waiting for the store to prepare a large value',
    report: () => ({ bytes: output.bytes, keys: output.keys, keysTotal: Math.max(probe.keys, output.keys) }),
  });
  try {
    const expiryForm = await findExpiryForm(connection);
    writeBeginning(
      output,
      probe,
      await chooseHeader(connection, probe),
      await readFunctionRecords(connection, probe),
    );
    const scan = {
      connection,
      probe,
      output,
      expiryForm,
      scratch,
      run,
      stringsFirst: await readsStringsFirst(connection, probe),
    };
    for (const database of await databasesToScan(connection, probe)) await scanDatabase(scan, database);
    const expiring = probe.product === 'keydb' ? await countExpiring(connection) : undefined;
    writeEnd(output);
    const contents = await output.finish();
    return expiring === undefined ? contents : withLostMemberExpiries(contents, expiring, run);
  } catch (error) {
    connection.close();
    await output.settled();
    throw sinkError ?? error;
  } finally {
    progress.stop();
  }
};
