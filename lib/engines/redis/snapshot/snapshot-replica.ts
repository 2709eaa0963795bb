import type { RedisProbe } from '#lib/domain/data-store';
import { AmberError, isAmberError } from '#lib/domain/errors';
import type { Run } from '#lib/domain/operation';
import type { ByteSink } from '#lib/domain/ports/engine';
import type { RdbFacts } from '#lib/domain/rdb-facts';
import { countOf } from '#lib/domain/words/figures';
import { closedError } from '#lib/platform/network/socket-errors';
import { replyFailure } from '../connection/connection-errors.ts';
import { LEAST_PACE, type Pace } from '../connection/pace.ts';
import type { RawReceiver, RedisConnection } from '../connection/redis-connection.ts';
import { readSetting } from '../probe/settings.ts';
import { encodeCommand } from '../resp/encode-command.ts';
import { ReplyError } from '../resp/reply.ts';
import { RdbOutput } from './rdb-output.ts';
import { reportProgress } from './report-progress.ts';
import { SyncReply } from './sync-reply.ts';
import { type SyncedFile, syncedFile } from './synced-file.ts';

/** Asked of Valkey: without it, version 9 writes the older format, which cannot hold fields that expire. */
const VALKEY_SPEAKS = '9.1.2';

/** About what a server writes to its disk and reads back in the five seconds that it would otherwise wait. */
const LARGE_BYTES = 2 ** 30;

/**
 * Whether to take the file straight from the socket (`capa eof`) instead of from the server's disk. The server then
 * waits `repl-diskless-sync-delay` seconds (5 by default) for more replicas: too long for a small store, nothing for a
 * large one, which is better not written to the server's disk. Setting the delay to 0 for the time of a backup would
 * spare both, but nobody would set it back if we were killed meanwhile, and it is somebody else's server.
 */
const wantsDiskless = async (connection: RedisConnection, probe: RedisProbe): Promise<boolean> =>
  probe.memory.used > LARGE_BYTES || (await readSetting(connection, 'repl-diskless-sync-delay')) === '0';

const MINUTE = 60_000;
/** A slow disk takes 16 MiB a second. */
const DISK_BYTES_PER_MS = 2 ** 24 / 1000;

/**
 * How long the file may be awaited: half an hour, more for a large store, never above six. While a server saves, it
 * keeps the link alive with newlines, for ever if it likes: the connection never finds it silent.
 */
export const savingLimit = (usedMemory: number): number =>
  Math.min(360 * MINUTE, Math.max(30 * MINUTE, Math.ceil(usedMemory / DISK_BYTES_PER_MS)));

/** Refusals are harmless: old servers then send their command stream behind the file, where we stop reading. */
const introduce = async (
  connection: RedisConnection,
  probe: RedisProbe,
  diskless: boolean,
): Promise<void> => {
  await connection.tryCall(['REPLCONF', 'rdb-only', '1']);
  if (probe.product === 'valkey') await connection.tryCall(['REPLCONF', 'version', VALKEY_SPEAKS]);
  if (diskless) await connection.tryCall(['REPLCONF', 'capa', 'eof']);
};

/** From PSYNC to the last byte of the file. */
class Sync implements RawReceiver {
  readonly finished = Promise.withResolvers<void>();
  bytesTotal: number | null = null;
  begun = false;
  readonly #connection: RedisConnection;
  readonly #output: RdbOutput;
  readonly #reply = new SyncReply();
  readonly #limit: NodeJS.Timeout;
  readonly #pace: Pace;
  readonly #begins: (() => void) | undefined;
  #file: SyncedFile | null = null;

  constructor(
    connection: RedisConnection,
    output: RdbOutput,
    { savingMs, pace, dataBegins }: { savingMs: number; pace: Pace; dataBegins?: (() => void) | undefined },
  ) {
    this.#connection = connection;
    this.#output = output;
    this.#pace = pace;
    this.#begins = dataBegins;
    // While it saves, nothing but newlines comes: that has a limit of its own.
    connection.demand(null);
    this.#limit = setTimeout(() => this.#giveUp(savingMs), savingMs);
    // Never behind another command: the server would answer that one within the stream.
    connection.raw(this);
    connection.write(encodeCommand(['PSYNC', '?', '-1']));
  }

  bytes(chunk: Buffer): void {
    let rest = chunk;
    if (this.#file === null) {
      const step = this.#reply.read(chunk);
      if (step.kind === 'more') return;
      if (step.kind === 'refused')
        throw replyFailure(this.#connection.name, new ReplyError(step.text), 'PSYNC');
      this.bytesTotal = 'length' in step.end ? step.end.length : null;
      this.begun = true;
      this.#begins?.();
      this.stop();
      this.#connection.demand(this.#pace);
      this.#file = syncedFile(step.end, (bytes, start, end) => this.#output.append(bytes, start, end));
      rest = chunk.subarray(step.next);
    }
    if (!this.#file.write(rest)) return;
    this.finished.resolve();
    this.#connection.close();
  }

  ended(error: AmberError | null): void {
    this.finished.reject(error ?? closedError(this.#connection.name));
  }

  /** No longer waits for the file to begin. */
  stop(): void {
    clearTimeout(this.#limit);
  }

  #giveUp(savingMs: number): void {
    this.#connection.close();
    const minutes = Math.round(savingMs / MINUTE);
    this.ended(
      new AmberError(
        'store-timeout',
        `${this.#connection.name} has not begun to send its snapshot within ${countOf(minutes, 'minute')}. The connection was given up. A backup of each key by itself may work.`,
      ),
    );
  }
}

/** The server sent no file that can be read, and the sink has nothing: another way may be tried. */
export class SyncRefused extends Error {
  readonly reason: AmberError;

  constructor(reason: AmberError) {
    super(reason.message);
    this.reason = reason;
  }
}

const isRefusal = (error: unknown, sync: Sync | null): error is AmberError =>
  isAmberError(error) &&
  (error.code === 'unsupported-version' ||
    (sync?.begun !== true && /^store-(permission|error|closed|protocol)$/.test(error.code)));

/**
 * Plays a replica: the server forks and sends the file it would save, of a single moment. The connection is closed at
 * the end. Throws `SyncRefused` where another way may be tried, else AmberError.
 */
export const snapshotByReplica = async (
  connection: RedisConnection,
  sink: ByteSink,
  run: Run,
  options: {
    probe: RedisProbe;
    diskless?: boolean;
    savingMs?: number;
    pace?: Pace;
    dataBegins?: (() => void) | undefined;
  },
): Promise<RdbFacts> => {
  const {
    probe,
    diskless,
    savingMs = savingLimit(probe.memory.used),
    pace = LEAST_PACE,
    dataBegins,
  } = options;
  let outputError: AmberError | null = null;
  const output = new RdbOutput(
    sink,
    {
      pause: () => connection.pause(),
      resume: () => connection.resume(),
      failed: (error) => {
        outputError = error;
        connection.close();
        sync?.ended(error);
      },
    },
    { checksum: false },
  );
  let sync: Sync | null = null;
  connection.demand(pace);
  await introduce(connection, probe, diskless ?? (await wantsDiskless(connection, probe)));
  const progress = reportProgress(run, {
    connection,
    phase: () => (sync?.begun ? 'Receiving the snapshot' : 'Waiting for the store to save its data'),
    waiting: 'Waiting for the store to prepare a large value',
    // while the store prepares its file nobody knows how far it is: no total, so that nothing says 0 % for long
    report: () => ({
      bytes: output.bytes,
      bytesTotal: sync?.bytesTotal ?? null,
      keys: output.keys,
      keysTotal: sync?.begun ? Math.max(probe.keys, output.keys) : null,
    }),
  });
  try {
    sync = new Sync(connection, output, { savingMs, pace, dataBegins });
    await sync.finished.promise;
    return await output.finish();
  } catch (error) {
    connection.close();
    await output.settled();
    const reason = outputError ?? error;
    if (sync?.begun === false && isAmberError(reason) && reason.code === 'store-timeout')
      run.log('The store never began to send its snapshot.');
    throw isRefusal(reason, sync) && !output.wrote ? new SyncRefused(reason) : reason;
  } finally {
    sync?.stop();
    progress.stop();
  }
};
