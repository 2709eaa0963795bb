import type { Endpoint, RedisProbe } from '#lib/domain/data-store';
import { AmberError, isAmberError } from '#lib/domain/errors';
import type { Run } from '#lib/domain/operation';
import type { ByteSource, RestoreOptions } from '#lib/domain/ports/engine';
import type { RdbFacts } from '#lib/domain/rdb-facts';
import type { KeyRestoreFacts } from '#lib/domain/restore';
import { countOf } from '#lib/domain/words/figures';
import { connect } from '#lib/engines/redis/connection/connect';
import type { RedisConnection } from '#lib/engines/redis/connection/redis-connection';
import { probe } from '#lib/engines/redis/probe/probe';
import { ReplyError } from '#lib/engines/redis/resp/reply';
import { abortError } from '#lib/platform/network/socket-errors';
import { clearTarget } from './clear-target.ts';
import { compareCounts, countKeys, evictedKeys } from './compare-counts.ts';
import { interrupted } from './incomplete.ts';
import { type LoadingJob, type LoadingResult, loadKeys } from './load-keys.ts';
import { makeDurable } from './make-durable.ts';
import { survey } from './survey.ts';
import { clockOffset } from './target-clock.ts';
import { MODULE_TYPE, tryModuleValues } from './try-module-values.ts';
import { orAbort } from './wait.ts';

/** A value of a gigabyte keeps a server busy for many seconds without a byte moving. */
const SILENCE_MS = 5 * 60_000;

/** A right that no probe asks for: without it the second database would fail when the first one is loaded. */
const checkSelect = async (connection: RedisConnection, contents: RdbFacts): Promise<void> => {
  const indexes = Object.keys(contents.databases).filter((index) => index !== '0');
  for (const index of indexes) {
    const reply = await connection.tryCall(['SELECT', index]);
    if (reply instanceof ReplyError) {
      const words = `The target does not let this user select database ${index} (${reply.message})`;
      throw new AmberError('preflight-refused', `${words}. Grant it: ACL SETUSER <user> +select.`);
    }
  }
  if (indexes.length > 0) await connection.call(['SELECT', 0]);
};

const notes = async (
  connection: RedisConnection,
  job: LoadingJob,
  { loaded }: LoadingResult,
  evictedBefore: number,
): Promise<string[]> => {
  const lost = loaded.droppedMemberExpiries;
  const dropped =
    lost > 0 ? [`${countOf(lost, 'member')} of collections no longer expire: only KeyDB keeps that.`] : [];
  const found = await countKeys(connection);
  if (!found) return dropped;
  const evicted = (await evictedKeys(connection)) - evictedBefore;
  const now = Date.now() + job.clockOffset;
  return [...dropped, ...compareCounts(loaded, found, { now, evicted })];
};

type Replacing = Pick<RestoreOptions<RdbFacts>, 'cleared'> & { target: RedisProbe };

/** From here on the target is changed: whatever goes wrong leaves it incomplete. */
const replace = async (
  connection: RedisConnection,
  job: LoadingJob,
  { target, cleared }: Replacing,
  run: Run,
): Promise<KeyRestoreFacts> => {
  const evictedBefore = await evictedKeys(connection);
  const left = await clearTarget(connection, job.plan, run);
  await cleared?.();
  const result = await loadKeys(connection, job, run);
  // of a user without any right to functions the preflight has said so
  const unsaid = target.commands.function ? left : [];
  const differences = [...unsaid, ...(await notes(connection, job, result, evictedBefore))];
  const durability = await makeDurable(connection, target, run);
  const { loaded, keys, bytes } = result;
  return {
    method: 'restore',
    keys,
    functions: loaded.functions,
    bytes,
    expiredKeys: loaded.expiredKeys,
    expiredHashes: loaded.expiredHashes,
    clampedExpiries: loaded.clampedExpiries,
    droppedFunctions: loaded.droppedFunctions,
    differences,
    durability,
  };
};

/** What an error after the first change means. */
const afterTouch = (error: unknown, run: Run, keys: number): unknown => {
  if (run.signal.aborted) return abortError(run.signal);
  if (isAmberError(error) && error.code === 'restore-incomplete') return error;
  const cause = isAmberError(error)
    ? error
    : new AmberError('internal', 'something went wrong inside Amber', { cause: error });
  return interrupted(cause, countOf(keys, 'key'));
};

const replaceOrExplain = async (
  connection: RedisConnection,
  job: LoadingJob,
  replacing: Replacing,
  run: Run,
): Promise<KeyRestoreFacts> => {
  let keys = 0;
  const counted: Run = {
    signal: run.signal,
    log: (line) => run.log(line),
    mustHold: () => run.mustHold?.(),
    progress: (report) => {
      if (report.phase === 'Loading') keys = report.keys;
      run.progress(report);
    },
  };
  try {
    return await replace(connection, job, replacing, counted);
  } catch (error) {
    throw afterTouch(error, run, keys);
  }
};

/**
 * Loads an artefact with one RESTORE per key. `restore-incomplete` says that the target was changed and does not hold
 * the backup; all other errors but `cancelled` and `fenced` come before the first change.
 */
export const restore = async (
  source: ByteSource,
  endpoint: Endpoint,
  run: Run,
  options: RestoreOptions<RdbFacts>,
): Promise<KeyRestoreFacts> => {
  if (options.method !== 'auto' && options.method !== 'restore') {
    throw new AmberError('invalid-input', `This build does not restore by the method ${options.method}.`);
  }
  const target = await probe(endpoint, run.signal);
  // Before the connection is opened: reading the whole artefact may take longer than a server lets one idle.
  const found = await survey(source, target, run, options.contents);
  const connection = await connect(endpoint, { signal: run.signal, silenceMs: SILENCE_MS });
  try {
    await checkSelect(connection, found.facts);
    if ((found.facts.typeCodes[MODULE_TYPE] ?? 0) > 0)
      await tryModuleValues(connection, source, found.plan, run);
    const job = { source, ...found, clockOffset: await clockOffset(connection) };
    run.log('Method restore: the target is cleared, then its keys are written one by one.');
    await orAbort(options.beforeTouch(), run.signal);
    return await replaceOrExplain(connection, job, { ...options, target }, run);
  } finally {
    connection.close();
  }
};
