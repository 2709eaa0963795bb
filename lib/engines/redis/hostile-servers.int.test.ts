import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AmberError, isAmberError } from '#lib/domain/errors';
import { endpointOf, fileSource, recordedRun } from '../../../e2e/data/restoring.ts';
import { type Answer, startScriptedRedis } from '../../../e2e/servers/scripted-redis.ts';
import { writeFooter } from './rdb/dump-payload.ts';
import { bytes, rdbFile, record, selectDb, str } from './rdb/fixtures/rdb-bytes.ts';
import { redisEngine } from './redis-engine.ts';

// The servers here are the fault: each speaks the protocol up to one command and then does what no server may do.

let scratch: string;
let backup: string;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'amber-hostile-'));
  backup = join(scratch, 'backup.rdb');
  writeFileSync(backup, FILE);
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const FILE = rdbFile([selectDb(0), ...Array.from({ length: 50 }, (_, i) => record(0, `key:${i}`, str('v')))]);
const payload = (): Buffer => {
  const out = Buffer.concat([Buffer.of(0), str('value'), Buffer.alloc(10)]);
  writeFooter(out, out.length - 10, { start: 0, version: 9 });
  return out;
};
const bulk = (content: Buffer): Buffer => bytes(`$${content.length}\r\n`, content, '\r\n');
const FULL_RESYNC = `+FULLRESYNC ${'a'.repeat(40)} 0\r\n`;
const synced = (file: Uint8Array): Buffer => bytes(`${FULL_RESYNC}$${file.length}\r\n`, file);
const isProbe = (args: Buffer[]) => String(args[0]).startsWith('amber:probe') || String(args[2]) === '1';
const INFO = (version: string): Buffer =>
  bulk(
    Buffer.from(
      `redis_version:${version}\r\nredis_mode:standalone\r\nrole:master\r\nused_memory:1000\r\ndb0:keys=1,expires=0\r\n`,
    ),
  );

/** RESP of what an honest server answers. */
const honest = (name: string, args: Buffer[]): Buffer => {
  switch (name) {
    case 'PING':
      return bytes('+PONG\r\n');
    case 'INFO':
      return INFO('7.0.15');
    case 'SCAN':
      return bytes(isProbe(args) ? '*2\r\n$1\r\n0\r\n*0\r\n' : '*2\r\n$1\r\n0\r\n*1\r\n$1\r\na\r\n');
    case 'DUMP':
      return isProbe(args) ? bytes('$-1\r\n') : bulk(payload());
    case 'DBSIZE':
      return bytes(':1\r\n');
    case 'PEXPIRETIME':
      return bytes(':-1\r\n');
    case 'PSYNC':
      return synced(FILE);
    case 'RESTORE':
      return isProbe(args) ? bytes('-ERR DUMP payload version or checksum are wrong\r\n') : bytes('+OK\r\n');
    case 'SELECT':
    case 'FLUSHALL':
    case 'FUNCTION':
    case 'REPLCONF':
      return bytes('+OK\r\n');
    default:
      return bytes(`-ERR unknown command '${name}'\r\n`);
  }
};

type Operation = 'probe' | 'replica' | 'scan' | 'restore';
const OPERATIONS: readonly Operation[] = ['probe', 'replica', 'scan', 'restore'];
/** The command that an operation is about. */
const MAIN: Record<Operation, string> = { probe: 'INFO', replica: 'PSYNC', scan: 'SCAN', restore: 'RESTORE' };

const perform = async (operation: Operation, server: { port: number }): Promise<unknown> => {
  const endpoint = endpointOf(server);
  if (operation === 'probe') return await redisEngine.probe(endpoint, new AbortController().signal);
  if (operation === 'restore')
    return await redisEngine.restore(fileSource(backup), endpoint, recordedRun(), {
      method: 'restore',
      scratch,
      trusted: true,
      beforeTouch: async () => {},
    });
  const sink = { write: async () => {} };
  return await redisEngine.snapshot(endpoint, sink, recordedRun(), {
    method: operation,
    scratch,
    reader: 'test',
  });
};

type Script = (name: string, args: Buffer[]) => Answer | null;
const against = async (operation: Operation, script: Script): Promise<unknown> => {
  const server = await startScriptedRedis((name, args) => script(name, args) ?? { raw: honest(name, args) });
  try {
    return await perform(operation, server);
  } finally {
    await server.stop();
  }
};

/** A bound for what is held at a time: one reply that is collected may take 64 MiB and once more while it grows. */
const MOST_GROWTH = 256 * 2 ** 20;

/** The error that the operation ends with; it must be one for people, and have cost no memory to speak of. */
const failure = async (operation: Operation, script: Script): Promise<AmberError> => {
  const before = process.memoryUsage().rss;
  let most = 0;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 5);
  const error: unknown = await against(operation, script).then(
    (result) => new Error(`it went well: ${JSON.stringify(result)}`),
    (reason: unknown) => reason,
  );
  clearInterval(timer);
  if (!isAmberError(error)) throw error;
  expect(most - before).toBeLessThan(MOST_GROWTH);
  expect(error.message).toMatch(/^[\x20-\x7e\u2018-\u201f…]{10,900}[.)]$/);
  expect(error.code).not.toBe('internal');
  return error;
};

const atMain =
  (operation: Operation, answer: Answer): Script =>
  (name, args) =>
    name === MAIN[operation] && (operation === 'probe' || !isProbe(args)) ? answer : null;

it.each(OPERATIONS)('%s goes well with the honest server', async (operation) => {
  await against(operation, () => null);
});

const FAULTS: [string, Answer, RegExp?][] = [
  ['an endless status line', { raw: '+', thenEndlessly: 'x'.repeat(100_000) }],
  ['an endless error line', { raw: '-ERR ', thenEndlessly: 'x'.repeat(100_000) }],
  ['an endless number', { raw: ':', thenEndlessly: '9'.repeat(100_000) }],
  ['an endless length', { raw: '$', thenEndlessly: '1'.repeat(100_000) }],
  ['a negative length', { raw: '$-5\r\nabc\r\n' }],
  ['a negative count', { raw: '*-7\r\n' }],
  ['a gigantic length', { raw: '$99999999999999999999\r\n' }],
  ['a gigantic length that fits', { raw: `$${2 ** 40 - 1}\r\n`, thenEndlessly: 'x'.repeat(1_000_000) }],
  ['a gigantic count', { raw: `*${2 ** 40 - 1}\r\n`, thenEndlessly: '$1\r\nx\r\n'.repeat(20_000) }],
  ['a bulk string that does not end', { raw: '$60000000\r\n', thenEndlessly: '\0'.repeat(1_000_000) }],
  ['a bulk string longer than announced', { raw: '$3\r\nabcdef\r\n' }],
  ['lists in lists', { raw: '*1\r\n'.repeat(10_000) }],
  ['pushes without end', { raw: '', thenEndlessly: '>2\r\n+message\r\n$1\r\nx\r\n'.repeat(5000) }],
  ['one push without end', { raw: `>${2 ** 40}\r\n`, thenEndlessly: ':1\r\n'.repeat(50_000) }],
  ['attributes without end', { raw: '', thenEndlessly: '|1\r\n+key\r\n+value\r\n'.repeat(5000) }],
  ['a line without CR', { raw: '+OK\n+OK\n+OK\n' }],
  ['a web page', { raw: 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>' }],
  ['zeros without end', { raw: '\0', thenEndlessly: '\0'.repeat(100_000) }],
  ['its end', 'close'],
  ['an answer cut in the middle', { raw: '$5\r\nab', thenClose: true }],
];

describe.each(OPERATIONS)('%s ends with a sentence when the answer is', (operation) => {
  it.each(FAULTS)('%s', async (_, answer) => {
    const error = await failure(operation, atMain(operation, answer));
    const after =
      operation === 'restore' ? 'restore-incomplete' : /^store-(protocol|closed|error|not-redis)$/;
    expect(error.code).toMatch(after);
  });
});

describe.each(OPERATIONS)('%s', (operation) => {
  it('passes over RESP3 pushes between the answers', async () => {
    const push = '>2\r\n$10\r\ninvalidate\r\n*1\r\n$3\r\nkey\r\n';
    await against(operation, (name, args) =>
      // behind PSYNC nothing is RESP any more
      name === 'PSYNC' ? null : { raw: bytes(push, honest(name, args)) },
    );
  });

  it('fails with a server that closes after each answer', async () => {
    const error = await failure(operation, (name, args) => ({ raw: honest(name, args), thenClose: true }));
    expect(error.code).toBe('store-closed');
  });

  it('fails with a server that closes instead of each answer but the first', async () => {
    const error = await failure(operation, (name) => (name === 'PING' ? null : 'close'));
    expect(error.code).toBe('store-closed');
  });
});

describe('a product that lies about its version', () => {
  const LONG = `7.${'9'.repeat(5000)}`;
  it.each(['99.99.99', '0.0.0', '7', LONG, '\u0007\u001b[31mred', '', '-1.-1.-1', '1e99'])(
    '%.20s is kept short and plain',
    async (version) => {
      const script: Script = (name) => (name === 'INFO' ? { raw: INFO(version) } : null);
      expect(await against('probe', script)).toMatchObject({
        product: 'redis',
        version: expect.stringMatching(/^[\w.+-]{1,40}$/),
      });
      await against('scan', script);
      await against('replica', script);
    },
  );

  it('has its values judged by what they are', async () => {
    const hash = bytes(24, Buffer.alloc(8), 1, 0, str('f'), str('v'), Buffer.alloc(10));
    writeFooter(hash, hash.length - 10, { start: 0, version: 12 });
    const script: Script = (name, args) =>
      name === 'DUMP' && !isProbe(args)
        ? { raw: bulk(hash) }
        : name === 'INFO'
          ? { raw: INFO('5.0.0') }
          : null;
    expect(await against('scan', script)).toMatchObject({
      contents: { typeCodes: { 24: 1 } },
      loadableBy: ['redis >= 7.4'],
    });
  });
});

describe('the file of another product', () => {
  const body = FILE.subarray(9);
  it.each([
    ['KEYDB0009', 'malformed'],
    ['DFLY00009', 'malformed'],
    ['RIOT:0001', 'malformed'],
    ['redis0010', 'malformed'],
    ['REDIS9999', 'unsupported-version'],
    ['REDIS0000', 'unsupported-version'],
    ['REDIS-001', 'malformed'],
    ['VALKEY011', 'unsupported-version'],
    ['VALKEY999', 'unsupported-version'],
  ])('%s is refused', async (magic, code) => {
    const script: Script = (name) => (name === 'PSYNC' ? { raw: synced(bytes(magic, body)) } : null);
    expect((await failure('replica', script)).code).toBe(code);
  });

  it('is known by its own magic and not by what the server says', async () => {
    const file = rdbFile([record(22, 'h', bytes(1, str('f'), str('v'), Buffer.alloc(8, 0xff)))], {
      magic: 'VALKEY',
    });
    expect(
      await against('replica', (name) => (name === 'PSYNC' ? { raw: synced(file) } : null)),
    ).toMatchObject({ contents: { magic: 'VALKEY', types: { hash: 1 } }, loadableBy: ['valkey >= 9.0'] });
  });
});
