import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SnapshotMethod } from '#lib/domain/backup';
import type { Endpoint } from '#lib/domain/data-store';
import { AmberError, isAmberError } from '#lib/domain/errors';
import type { ProgressReport } from '#lib/domain/operation';
import type { SnapshotFacts } from '#lib/domain/ports/engine';
import type { RdbFacts } from '#lib/domain/rdb-facts';
import { fillEveryType } from '../../../../e2e/data/every-type.ts';
import { recordFault } from '../../../../e2e/faults/record-fault.ts';
import { type ProxyFault, startTcpProxy, type TcpProxy } from '../../../../e2e/faults/tcp-proxy.ts';
import { dragonflyBinary, startDragonfly } from '../../../../e2e/servers/dragonfly.ts';
import { redisCli, startRedis } from '../../../../e2e/servers/redis.ts';
import { type Answer, startScriptedRedis } from '../../../../e2e/servers/scripted-redis.ts';
import type { TestServer } from '../../../../e2e/servers/server-process.ts';
import { connect } from '../connection/connect.ts';
import { probeConnection } from '../probe/probe-connection.ts';
import { writeFooter } from '../rdb/dump-payload.ts';
import { rdbFile, record, selectDb, str } from '../rdb/fixtures/rdb-bytes.ts';
import { ReplyError } from '../resp/reply.ts';
import { snapshot } from './snapshot.ts';
import { savingLimit, snapshotByReplica } from './snapshot-replica.ts';
import { snapshotByScan } from './snapshot-scan.ts';

// Busy machines are slow; no test is decided by its time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const endpoint = (server: { port: number }): Endpoint => ({
  engine: 'redis',
  host: '127.0.0.1',
  port: server.port,
  username: null,
  password: null,
  tls: null,
});

type Taking = {
  method?: SnapshotMethod | 'auto';
  signal?: AbortSignal;
  write?: (chunk: Uint8Array) => Promise<void>;
  progress?: (report: ProgressReport) => void;
  log?: (line: string) => void;
};

let scratch: string;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'amber-faults-'));
});
afterEach(() => expect(readdirSync(scratch)).toEqual([]));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const take = (
  server: { port: number },
  { method = 'scan', signal, write, progress, log }: Taking = {},
): Promise<SnapshotFacts<RdbFacts>> =>
  snapshot(
    endpoint(server),
    { write: write ?? (async () => {}) },
    {
      signal: signal ?? new AbortController().signal,
      progress: progress ?? (() => {}),
      log: log ?? (() => {}),
    },
    { method, scratch, reader: 'test' },
  );

const failure = async (taking: Promise<SnapshotFacts<RdbFacts>>): Promise<AmberError> => {
  const error: unknown = await taking.then(
    () => 'it was taken',
    (reason: unknown) => reason,
  );
  if (!isAmberError(error)) throw new Error(`no AmberError: ${String(error)}`, { cause: error });
  return error;
};

describe.each(['replica', 'scan'] as const)('a link that fails, by %s', (method) => {
  let server: TestServer;
  let proxy: TcpProxy;
  let whole: number;
  beforeAll(async () => {
    server = await startRedis({ args: ['--repl-diskless-sync-delay', '0'] });
    const connection = await connect(endpoint(server), { signal: new AbortController().signal });
    await fillEveryType(connection, { product: 'redis', functions: true, largeBytes: 2 << 20 });
    connection.close();
    proxy = await startTcpProxy(server.port);
    await take(proxy, { method });
    whole = proxy.bytes;
  });
  afterAll(async () => {
    await proxy.stop();
    await server.stop();
  });
  afterEach(() => proxy.inject({ kind: 'none' }));

  it('rows 3 and 4: fails wherever it is cut or closed', async () => {
    for (const kind of ['cut', 'close'] as const) {
      for (const share of [0.2, 0.5, 0.8, 0.99]) {
        proxy.inject({ kind, after: Math.floor(whole * share) });
        expect((await failure(take(proxy, { method }))).code).toBe('store-closed');
      }
      // The last bytes are those of the end mark, or of the last answer.
      proxy.inject({ kind, after: whole - 1 });
      expect((await failure(take(proxy, { method }))).code).toBe('store-closed');
    }
    recordFault(import.meta.url, {
      rows: [3, 4],
      injected:
        'The connection of a store is reset, or closed cleanly, at five places up to its last byte, by `replica` and by `scan`',
      times: 20,
      survived: 'Failed each time: the connection closed too early.',
    });
  });

  it('is never good after a bit was turned over', async () => {
    for (let at = Math.floor(whole * 0.6); at < whole; at += Math.floor(whole / 23)) {
      proxy.inject({ kind: 'flip', at });
      const error = await failure(take(proxy, { method }));
      expect([
        'store-protocol',
        'checksum',
        'malformed',
        'unknown-type',
        'truncated',
        'store-error',
      ]).toContain(error.code);
    }
  });

  /** With a pace of its own; `fault` is injected when the store has been looked at. */
  const takeAt = async (
    pace: { bytes: number; overMs: number },
    { fault, write }: { fault?: ProxyFault; write?: () => Promise<void> },
  ) => {
    const connection = await connect(endpoint(proxy), { signal: new AbortController().signal });
    const probe = await probeConnection(connection);
    if (fault) proxy.inject(fault);
    const sink = { write: write ?? (async () => {}) };
    const run = { signal: new AbortController().signal, progress: () => {}, log: () => {} };
    try {
      return method === 'scan'
        ? await snapshotByScan(connection, sink, run, { probe, scratch, pace })
        : await snapshotByReplica(connection, sink, run, { probe, pace });
    } finally {
      connection.close();
    }
  };

  it('row 6: gives up a store that sends a little now and then, for ever', async () => {
    const taking = takeAt(
      { bytes: 1_000_000, overMs: 700 },
      { fault: { kind: 'throttle', bytesPerSecond: 5000 } },
    );
    await expect(taking).rejects.toMatchObject({
      code: 'store-timeout',
      message: expect.stringMatching(/has sent only \S+ \S+ within 0\.7 s/),
    });
    recordFault(import.meta.url, {
      rows: [6],
      injected: 'A store that sends a few bytes now and then, for ever, by `replica` and by `scan`',
      times: 2,
      survived: 'Given up, with how little it sent.',
    });
  });

  it('does not blame the store for a storage that is slow', async () => {
    let writes = 0;
    const write = async () => {
      writes += 1;
      if (writes === 1) await new Promise((resolve) => setTimeout(resolve, 4500));
    };
    expect(await takeAt({ bytes: 1, overMs: 2000 }, { write })).toMatchObject({ checksum: 'ok' });
  });

  it('stops at once when it is cancelled, though the store says nothing more', async () => {
    proxy.inject({ kind: 'stall', after: Math.floor(whole / 2) });
    const abort = new AbortController();
    const taking = failure(take(proxy, { method, signal: abort.signal }));
    await expect.poll(() => proxy.bytes).toBeGreaterThan(0);
    setTimeout(() => abort.abort(new AmberError('cancelled', 'Stopped by Ann.')), 100);
    expect(await taking).toMatchObject({ code: 'cancelled', message: 'Stopped by Ann.' });
  });

  it('passes on what the sink says, and writes no more', async () => {
    let writes = 0;
    const write = async () => {
      writes += 1;
      if (writes === 2) throw new AmberError('storage-full', 'The disk is full.');
    };
    expect(await failure(take(proxy, { method, write }))).toMatchObject({ code: 'storage-full' });
    expect(writes).toBe(2);
  });

  it('has no write under way when it fails', async () => {
    let writing = false;
    const write = async () => {
      writing = true;
      await new Promise((resolve) => setTimeout(resolve, 50));
      writing = false;
    };
    proxy.inject({ kind: 'cut', after: Math.floor(whole * 0.7) });
    await failure(take(proxy, { method, write }));
    expect(writing).toBe(false);
  });
});

describe('a store that ends', () => {
  it.each(['replica', 'scan'] as const)(
    'row 5: in the middle is the reason of the failure, by %s',
    async (method) => {
      // Far more than the kernel holds of it on its way.
      const server = await startRedis({ args: ['--rdbcompression', 'no'] });
      redisCli(server, ['debug', 'populate', '300000', 'key', '100']);
      const write = () => server.stop();
      const proxy = await startTcpProxy(server.port);
      const error = await failure(take(proxy, { method, write }));
      expect(error).toMatchObject({
        code: 'store-closed',
        message: expect.stringContaining(`127.0.0.1:${proxy.port}`),
      });
      await proxy.stop();
      await server.stop();
      recordFault(import.meta.url, {
        rows: [5],
        injected: 'SIGKILL of the store while it is read, by `replica` and by `scan`',
        times: 2,
        survived: 'Failed, with the store’s address.',
      });
    },
  );
});

/** A payload as DUMP gives it. */
const dump = (type: number, value: Buffer): Buffer => {
  const payload = Buffer.alloc(1 + value.length + 10);
  payload[0] = type;
  value.copy(payload, 1);
  writeFooter(payload, 1 + value.length, { start: 0, version: 10 });
  return payload;
};
const STRING = dump(0, Buffer.from('\u0003abc'));
const page = (cursor: string, ...keys: string[]): Answer => ({
  reply: [Buffer.from(cursor), keys.map((key) => Buffer.from(key))],
});

describe('a store that lies', () => {
  const scripted = async (
    script: Parameters<typeof startScriptedRedis>[0],
    work: (server: { port: number }) => Promise<void>,
  ) => {
    const server = await startScriptedRedis(script);
    try {
      await work(server);
    } finally {
      await server.stop();
    }
  };
  /** The probe asks for a key of its own, and for a page of one. */
  const isProbe = (args: Buffer[]) => String(args[0]).startsWith('amber:probe') || String(args[2]) === '1';
  const onlyDump = (answer: Answer) => (name: string, args: Buffer[]) => {
    if (name === 'SCAN') return page('0', 'a');
    if (name === 'DBSIZE') return { reply: 1 };
    if (name !== 'DUMP') return null;
    return isProbe(args) ? { reply: null } : answer;
  };

  it('is read once where SCAN repeats keys, and to the end where pages are empty', async () => {
    const dumped: string[] = [];
    const pages = [page('5', 'a', 'b'), page('7'), page('9', 'b', 'a', 'c'), page('0', 'c')];
    await scripted(
      (name, args) => {
        if (name === 'SCAN') return isProbe(args) ? page('0') : pages.shift()!;
        if (name !== 'DUMP') return null;
        if (!isProbe(args)) dumped.push(String(args[0]));
        return { reply: isProbe(args) ? null : STRING };
      },
      async (server) => {
        const facts = await take(server);
        expect(facts.contents.databases).toEqual({ 0: { keys: 3, expires: 0 } });
        expect(dumped).toEqual(['a', 'b', 'c']);
      },
    );
  });

  it('may let keys vanish', async () => {
    let left = 3;
    const script = (name: string, args: Buffer[]): Answer | null => {
      if (name === 'DBSIZE') return { reply: left };
      if (name === 'DUMP' && !isProbe(args)) left = 0;
      return onlyDump({ reply: null })(name, args);
    };
    await scripted(script, async (server) => {
      expect((await take(server)).contents.databases).toEqual({});
    });
  });

  const HELD = 1000;
  const keysOf = (count: number) => Array.from({ length: count }, (_, i) => `key:${i}`);
  const info = (more: string): Answer => ({
    reply: Buffer.from(`redis_version:7.0.15\r\nredis_mode:standalone\r\nused_memory:1000\r\n${more}`),
  });
  /** It counts a thousand keys, each time it is asked, and gives so many of them. */
  const counting =
    (given: number, about = 'role:master\r\ndb0:keys=1000,expires=0\r\n') =>
    (name: string, args: Buffer[]): Answer | null => {
      if (name === 'INFO') return info(about);
      if (name === 'DBSIZE') return { reply: HELD };
      if (name === 'SCAN') return isProbe(args) ? page('0') : page('0', ...keysOf(given));
      return name === 'DUMP' ? { reply: isProbe(args) ? null : STRING } : null;
    };

  it.each([
    ['none of the keys that it counts', counting(0)],
    ['less than half of them', counting(499)],
    ['none, and names no database', counting(0, 'role:master\r\n')],
    ['none, of which some expire', counting(0, 'role:master\r\ndb0:keys=1000,expires=1000\r\n')],
  ])('by giving %s: that is no backup', async (_, script) => {
    await scripted(script, async (server) => {
      const error = await failure(take(server));
      expect(`${error.code} ${error.message}`).toMatch(
        /^store-protocol Database 0 held 1,000 keys .* gave only (0|499): a backup would miss the rest/,
      );
    });
  });

  it('is asked for its keys once more, and believed then', async () => {
    const pages = [page('0', 'key:0'), page('0', ...keysOf(990))];
    const script = (name: string, args: Buffer[]) =>
      name === 'SCAN' && !isProbe(args) ? pages.shift()! : counting(0)(name, args);
    await scripted(script, async (server) => {
      expect((await take(server)).contents.databases).toEqual({ 0: { keys: 990, expires: 0 } });
    });
  });

  it('by giving fewer keys than it counts: the log says so', async () => {
    await scripted(counting(900), async (server) => {
      const lines: string[] = [];
      expect((await take(server, { log: (line) => lines.push(line) })).contents.databases).toEqual({
        0: { keys: 900, expires: 0 },
      });
      expect(lines).toContainEqual(expect.stringMatching(/^Database 0 held 1,000 keys .* 900 could be read/));
    });
  });

  it('may be a replica that hides what has expired until its master removes it', async () => {
    const about = 'role:slave\r\nmaster_link_status:up\r\ndb0:keys=1000,expires=1000\r\n';
    await scripted(counting(0, about), async (server) => {
      expect((await take(server)).contents.databases).toEqual({});
    });
  });

  it.each<[string, Answer, RegExp]>([
    [
      'a payload whose checksum does not fit',
      { reply: Buffer.from(STRING).fill(1, 2, 3) },
      /store-protocol.*"a".*damaged/,
    ],
    ['a payload that is too short', { reply: Buffer.from('short') }, /store-protocol/],
    ['a type that nobody knows', { reply: dump(99, Buffer.from('\u0003abc')) }, /unknown-type/],
    [
      'a value that is longer than its length says',
      { reply: dump(0, Buffer.from('\u0003abcd')) },
      /unknown-type|malformed/,
    ],
    ['a number', { reply: 5 }, /store-protocol/],
    ['a status', { reply: 'OK' }, /store-protocol/],
    ['a list', { reply: [STRING] }, /store-protocol/],
    ['a gigantic length', { raw: '$99999999999999999\r\n' }, /store-protocol/],
    ['a negative length', { raw: '$-5\r\n' }, /store-protocol/],
    [
      'an error',
      { reply: new ReplyError('OOM command not allowed') },
      /store-error.*DUMP of the key "a".*OOM/,
    ],
    [
      'a missing right',
      { reply: new ReplyError("NOPERM this user has no permissions to run the 'dump' command") },
      /store-permission/,
    ],
    ['the end of the connection', 'close', /store-closed/],
    ['other bytes', { raw: 'HTTP/1.1 200 OK\r\n' }, /store-protocol/],
  ])('with %s for a DUMP', async (_, answer, wanted) => {
    await scripted(onlyDump(answer), async (server) => {
      const error = await failure(take(server));
      expect(`${error.code} ${error.message}`).toMatch(wanted);
    });
  });

  it.each<[string, Answer]>([
    ['no cursor', { reply: [[], []] }],
    ['a strange cursor', { reply: [Buffer.from('x'), []] }],
    ['no list', { reply: [Buffer.from('0'), Buffer.from('a')] }],
    ['three things', { reply: [Buffer.from('0'), [], []] }],
    ['nothing', { reply: null }],
    ['an endless list', { raw: `*2\r\n$1\r\n0\r\n*99999999\r\n${'$-1\r\n'.repeat(3)}` }],
  ])('with %s for a SCAN', async (_, answer) => {
    await scripted(
      (name, args) =>
        name === 'SCAN' ? (isProbe(args) ? page('0') : answer) : name === 'DUMP' ? { reply: null } : null,
      async (server) => {
        expect((await failure(take(server))).code).toBe('store-protocol');
      },
    );
  });

  const FULL = `+FULLRESYNC ${'a'.repeat(40)} 0\r\n`;
  const file = rdbFile([
    selectDb(0),
    ...Array.from({ length: 50 }, (_, i) => record(0, `key:${i}`, str('value'))),
  ]);
  it.each<[string, string | Buffer, string]>([
    ['no answer to PSYNC', '+OK\r\n', 'store-protocol'],
    ['a line that does not end', `+FULLRESYNC ${'a'.repeat(3000)}`, 'store-protocol'],
    ['no file', `${FULL}*3\r\n`, 'store-protocol'],
    ['a file of no bytes', `${FULL}$0\r\n`, 'truncated'],
    ['something else', `${FULL}$20\r\n${'x'.repeat(20)}`, 'malformed'],
    ['an error', '-LOADING Redis is loading the dataset in memory\r\n', 'store-error'],
    [
      'a short file',
      Buffer.concat([Buffer.from(`${FULL}$${file.length - 9}\r\n`), file.subarray(0, file.length - 9)]),
      'truncated',
    ],
    [
      'a long file',
      Buffer.concat([Buffer.from(`${FULL}$${file.length + 3}\r\n`), file, Buffer.from('abc')]),
      'malformed',
    ],
    [
      'a mark too early',
      Buffer.concat([
        Buffer.from(`${FULL}$EOF:${'m'.repeat(40)}\r\n`),
        file.subarray(0, 200),
        Buffer.alloc(40, 'm'),
      ]),
      'truncated',
    ],
  ])('with %s for PSYNC', async (_, raw, code) => {
    await scripted(
      (name) => (name === 'PSYNC' ? { raw } : null),
      async (server) => {
        expect((await failure(take(server, { method: 'replica' }))).code).toBe(code);
      },
    );
  });

  it.each(['', FULL])('may not send newlines for ever after %j', async (raw) => {
    await scripted(
      (name) => (name === 'PSYNC' ? { raw: `${raw}\n`, thenEndlessly: '\n' } : null),
      async (server) => {
        const connection = await connect(endpoint(server), { signal: new AbortController().signal });
        const logged: string[] = [];
        const taking = snapshotByReplica(
          connection,
          { write: async () => {} },
          {
            signal: new AbortController().signal,
            progress: () => {},
            log: (text) => void logged.push(text),
          },
          { probe: await probeConnection(connection), savingMs: 300 },
        );
        await expect(taking).rejects.toMatchObject({
          code: 'store-timeout',
          message: expect.stringContaining('has not begun to send its snapshot'),
        });
        expect(logged).toEqual(['The store never began to send its snapshot.']);
      },
    );
  });

  it('has half an hour to save, and longer when it is large', () => {
    expect(savingLimit(0)).toBe(1_800_000);
    expect(savingLimit(2 ** 36)).toBe(4_096_000);
    expect(savingLimit(2 ** 52)).toBe(21_600_000);
  });

  it('may send bare newlines before and after its answer, and a file by length or by mark', async () => {
    for (const sent of [
      Buffer.concat([
        Buffer.from(`\n\n${FULL}\n\n$${file.length}\r\n`),
        file,
        Buffer.from('*1\r\n$4\r\nPING\r\n'),
      ]),
      Buffer.concat([Buffer.from(`\n${FULL}\n$EOF:${'m'.repeat(40)}\r\n`), file, Buffer.alloc(40, 'm')]),
    ]) {
      const parts: Uint8Array[] = [];
      await scripted(
        (name) => (name === 'PSYNC' ? { raw: sent } : null),
        async (server) => {
          await take(server, {
            method: 'replica',
            write: async (chunk) => void parts.push(Buffer.from(chunk)),
          });
          expect(Buffer.concat(parts).equals(file)).toBe(true);
        },
      );
    }
  });
});

describe('a value of 512 MB', () => {
  const LARGE = 512 << 20;
  const QUARTER = LARGE / 4;
  const fillLarge = (server: TestServer) => {
    redisCli(server, ['set', 'small', 'x']);
    // Made in the server: SETRANGE fills up with zeros. LZF is off, so that all of it travels.
    redisCli(server, ['setrange', 'large', `${LARGE - 1}`, 'x']);
  };
  /** The most that this process held more than before, in bytes. */
  const measured = async (work: () => Promise<unknown>): Promise<number> => {
    const before = process.memoryUsage.rss();
    let most = before;
    const timer = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss());
    }, 20);
    await work();
    clearInterval(timer);
    return most - before;
  };

  const check = async (server: TestServer, method: SnapshotMethod, large = LARGE) => {
    let bytes = 0;
    const phases = new Set<string>();
    const used = await measured(async () => {
      const facts = await take(server, {
        method,
        write: async (chunk) => {
          bytes += chunk.length;
        },
        progress: ({ phase }) => phases.add(phase),
      });
      expect(facts.contents.databases[0]!.keys).toBe(2);
      expect(facts.contents.largest[0]).toMatchObject({ key: 'large', type: 'string' });
    });
    expect(bytes).toBeGreaterThan(large);
    expect(used).toBeLessThan(128 << 20);
  };

  it.each(['replica', 'scan'] as const)('row 32: passes through in little memory, by %s', async (method) => {
    const server = await startRedis({ args: ['--rdbcompression', 'no'] });
    fillLarge(server);
    await check(server, method);
    await server.stop();
    recordFault(import.meta.url, {
      rows: [32],
      injected: 'A value of 512 MB, read by `replica` and by `scan`',
      times: 2,
      survived: 'Read to its end; less than 128 MB more memory than before.',
    });
  });

  it.skipIf(!dragonflyBinary())('passes through in little memory, from Dragonfly', async () => {
    const server = await startDragonfly();
    redisCli(server, ['set', 'small', 'x']);
    // A quarter is above all limits of ours, and Dragonfly takes its time.
    const connection = await connect(endpoint(server), { signal: new AbortController().signal });
    await connection.call(['SET', 'large', Buffer.alloc(QUARTER, 'x')]);
    connection.close();
    await check(server, 'scan', QUARTER);
    await server.stop();
  });
});
