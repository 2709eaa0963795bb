import type { Endpoint, RedisProbe } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';
import type { Run } from '#lib/domain/operation';
import type { ByteSink, SnapshotFacts, SnapshotOptions } from '#lib/domain/ports/engine';
import type { RdbFacts } from '#lib/domain/rdb-facts';
import { connect } from '../connection/connect.ts';
import { LEAST_PACE } from '../connection/pace.ts';
import type { RedisConnection } from '../connection/redis-connection.ts';
import { probeConnection } from '../probe/probe-connection.ts';
import { loadableBy } from '../rdb/loadable-by.ts';
import { backupRefusal } from './backup-refusal.ts';
import { chooseAfterRefusal, chooseMethod, type MethodChoice } from './choose-method.ts';
import { SyncRefused, snapshotByReplica } from './snapshot-replica.ts';
import { snapshotByScan } from './snapshot-scan.ts';

const checkedProbe = async (connection: RedisConnection): Promise<RedisProbe> => {
  const probe = await probeConnection(connection);
  const refusal = backupRefusal(probe);
  if (refusal !== null) throw new AmberError('store-unsupported', refusal);
  return probe;
};

const methodLine = ({ method, reason }: MethodChoice): string => `Method ${method}: ${reason}`;

type Taken = { choice: MethodChoice; contents: RdbFacts };
type Given = Pick<SnapshotOptions, 'scratch' | 'dataBegins'> & { probe: RedisProbe; choice: MethodChoice };

const takeByScan = async (
  connection: RedisConnection,
  sink: ByteSink,
  run: Run,
  options: Given,
): Promise<Taken> => {
  run.log(methodLine(options.choice));
  options.dataBegins?.();
  return { choice: options.choice, contents: await snapshotByScan(connection, sink, run, options) };
};

/** The contents, or why there is no snapshot to be had in this way. */
const tryReplica = async (...args: Parameters<typeof snapshotByReplica>): Promise<RdbFacts | SyncRefused> => {
  try {
    return await snapshotByReplica(...args);
  } catch (error) {
    if (error instanceof SyncRefused) return error;
    throw error;
  }
};

/** A server that refused without naming a missing right may have no room on its disk. */
const mayBeItsDisk = ({ reason }: SyncRefused): boolean =>
  reason.code === 'store-error' || reason.code === 'store-closed';

/** With a file on the server's disk, without one, and at last, where the method is free, key by key. */
const takeByReplica = async (
  endpoint: Endpoint,
  first: RedisConnection,
  sink: ByteSink,
  run: Run,
  options: Given & { isFree: boolean },
): Promise<Taken> => {
  const { probe, choice, dataBegins } = options;
  run.log(methodLine(choice));
  const reopen = () => connect(endpoint, { signal: run.signal });
  let outcome = await tryReplica(first, sink, run, { probe, dataBegins });
  if (outcome instanceof SyncRefused && mayBeItsDisk(outcome)) {
    run.log(`${outcome.message} It is asked again for a snapshot that does not touch its disk.`);
    outcome = await tryReplica(await reopen(), sink, run, { probe, dataBegins, diskless: true });
  }
  if (!(outcome instanceof SyncRefused)) return { choice, contents: outcome };
  if (!options.isFree) throw outcome.reason;
  const next = chooseAfterRefusal(probe, outcome.reason);
  return takeByScan(await reopen(), sink, run, { ...options, choice: next });
};

/**
 * Takes a snapshot of a store as one RDB file, which was parsed to its end and whose checksum fits when this returns.
 * Every failure is an AmberError; what the sink has been given is then worth nothing.
 */
export const snapshot = async (
  endpoint: Endpoint,
  sink: ByteSink,
  run: Run,
  options: SnapshotOptions,
): Promise<SnapshotFacts<RdbFacts>> => {
  const connection = await connect(endpoint, { signal: run.signal });
  try {
    connection.demand(LEAST_PACE);
    run.progress({ phase: 'Looking at the store', bytes: 0, keys: 0 });
    const probe = await checkedProbe(connection);
    await options.accept?.(probe);
    const choice = chooseMethod(probe, options.method);
    const { scratch, dataBegins } = options;
    const given = { probe, scratch, choice, dataBegins };
    const { choice: taken, contents } =
      choice.method === 'scan'
        ? await takeByScan(connection, sink, run, given)
        : await takeByReplica(endpoint, connection, sink, run, {
            ...given,
            isFree: options.method === 'auto',
          });
    return {
      method: taken.method,
      methodReason: taken.reason,
      consistency: taken.method === 'replica' ? 'point-in-time' : 'fuzzy',
      product: probe.product,
      version: probe.version,
      usedMemory: probe.memory.used,
      contents,
      loadableBy: loadableBy(contents),
    };
  } finally {
    connection.close();
  }
};
