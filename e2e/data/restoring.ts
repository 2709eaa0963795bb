import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Endpoint } from '#lib/domain/data-store';
import type { ProgressReport, Run } from '#lib/domain/operation';
import type { ByteSource, RestoreOptions } from '#lib/domain/ports/engine';
import type { RdbFacts } from '#lib/domain/rdb-facts';
import type { KeyRestoreFacts } from '#lib/domain/restore';
import { connect } from '#lib/engines/redis/connection/connect';
import type { RedisConnection } from '#lib/engines/redis/connection/redis-connection';
import type { CommandArgument } from '#lib/engines/redis/resp/encode-command';
import type { Reply } from '#lib/engines/redis/resp/reply';
import { restore } from '#lib/engines/redis/restore/restore';
import type { TestServer } from '../servers/server-process.ts';

/** A server of a test by its port, and its password where it has one. */
export type Reached = Pick<TestServer, 'port'> & { password?: string };

export const endpointOf = (server: Reached): Endpoint => ({
  engine: 'redis',
  host: '127.0.0.1',
  port: server.port,
  username: null,
  password: server.password ?? null,
  tls: null,
});

const connectTo = (server: Reached, more: Partial<Endpoint>): Promise<RedisConnection> =>
  connect({ ...endpointOf(server), ...more }, { signal: new AbortController().signal, silenceMs: 300_000 });

/** A connection for as long as the work lasts. */
export const withConnection = async <Result>(
  server: Reached,
  work: (connection: RedisConnection) => Promise<Result>,
  endpoint: Partial<Endpoint> = {},
): Promise<Result> => {
  const connection = await connectTo(server, endpoint);
  try {
    return await work(connection);
  } finally {
    connection.close();
  }
};

/** Has the server write its data set and gives the file's path: a real RDB file of that product. */
export const savedFile = (server: TestServer): Promise<string> =>
  withConnection(server, async (connection) => {
    await connection.call(['SAVE']);
    return join(server.dir, 'dump.rdb');
  });

/** The same of Dragonfly, which needs to be told the format. */
export const savedDragonflyFile = (server: TestServer): Promise<string> =>
  withConnection(server, async (connection) => {
    await connection.call(['SAVE', 'RDB', 'saved']);
    return join(server.dir, 'saved.rdb');
  });

/** Reads into one buffer again and again: a chunk is good until the next one is asked for. */
export const fileSource = (path: string): ByteSource =>
  async function* () {
    const file = await open(path);
    const buffer = Buffer.allocUnsafeSlow(256 * 1024);
    try {
      for (;;) {
        const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
        if (bytesRead === 0) return;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await file.close();
    }
  };

export type RecordedRun = Run & { phases: string[]; lines: string[]; abort(): void };

/** A run that keeps what it was told; `onProgress` sees every report. */
export const recordedRun = (onProgress: (report: ProgressReport) => void = () => {}): RecordedRun => {
  const controller = new AbortController();
  const phases: string[] = [];
  const lines: string[] = [];
  return {
    signal: controller.signal,
    progress: (report) => {
      if (phases.at(-1) !== report.phase) phases.push(report.phase);
      onProgress(report);
    },
    log: (line) => lines.push(line),
    phases,
    lines,
    abort: () => controller.abort(),
  };
};

export type Restoring = Partial<RestoreOptions<RdbFacts>> & {
  run?: Run;
  source?: ByteSource;
  /** A user, TLS. */
  endpoint?: Partial<Endpoint>;
};

/** Restores a file (or another source) into a server, as a worker does. */
export const restoreInto = (
  server: Pick<TestServer, 'port'>,
  path: string,
  more: Restoring = {},
): Promise<KeyRestoreFacts> =>
  restore(
    more.source ?? fileSource(path),
    { ...endpointOf(server), ...more.endpoint },
    more.run ?? recordedRun(),
    {
      method: more.method ?? 'auto',
      scratch: tmpdir(),
      trusted: true,
      beforeTouch: more.beforeTouch ?? (async () => {}),
      ...(more.contents ? { contents: more.contents } : {}),
    },
  );

/** Servers of one test file: all are stopped by `stop`. */
export const serverRack = () => {
  const servers: TestServer[] = [];
  return {
    keep: async (starting: Promise<TestServer>): Promise<TestServer> => {
      const server = await starting;
      servers.push(server);
      return server;
    },
    stop: async (): Promise<void> => {
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
};

/** Commands one after another; gives the last reply. */
export const send = (
  server: Pick<TestServer, 'port'>,
  ...commands: readonly CommandArgument[][]
): Promise<Reply> =>
  withConnection(server, async (connection) => {
    let last: Reply = null;
    for (const command of commands) last = await connection.call(command);
    return last;
  });

/** Gives the file up to `bytes`, then does what it is told, and ends. */
export const sourceUpTo = (path: string, bytes: number, then: () => Promise<void>): ByteSource =>
  async function* (signal) {
    let given = 0;
    for await (const chunk of fileSource(path)(signal)) {
      const part = chunk.subarray(0, Math.max(0, bytes - given));
      given += part.length;
      if (part.length > 0) yield part;
      if (given >= bytes) break;
    }
    await then();
  };

/** Gives the whole file, with a stop after `bytes` for what must have happened by then. */
export const sourceWithStop = (path: string, bytes: number, stop: () => Promise<unknown>): ByteSource =>
  async function* (signal) {
    let given = 0;
    for await (const chunk of fileSource(path)(signal)) {
      yield chunk;
      const isBefore = given < bytes;
      given += chunk.length;
      if (isBefore && given >= bytes) await stop();
    }
  };

/** The first reading, which measures, is of the whole file; those after it are of the other source. */
export const fromSecondReading = (path: string, then: ByteSource): ByteSource => {
  let readings = 0;
  return (signal) => {
    readings += 1;
    return readings === 1 ? fileSource(path)(signal) : then(signal);
  };
};
