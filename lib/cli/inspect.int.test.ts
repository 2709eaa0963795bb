import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { redisCli, startRedis } from '../../e2e/servers/redis.ts';
import { runAmber, runCommand, runJson } from './run-amber.fixture.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const folder = mkdtempSync(join(tmpdir(), 'amber-inspect-'));
const path = (name: string) => join(folder, name);
const write = (name: string, bytes: Uint8Array | string): string => {
  writeFileSync(path(name), bytes);
  return path(name);
};
let rdb: Buffer;

beforeAll(async () => {
  const redis = await startRedis();
  try {
    redisCli(redis, ['set', 'a', 'one']);
    redisCli(redis, ['set', 'b', 'two', 'ex', '86400']);
    redisCli(redis, ['hset', 'h', 'field', 'value']);
    redisCli(redis, ['-n', '3', 'rpush', 'list', 'x', 'y']);
    redisCli(redis, ['-n', '3', 'set', 'blob', 'text '.repeat(20_000)]);
    redisCli(redis, [
      'function',
      'load',
      '#!lua name=lib\nredis.register_function("f", function() return 1 end)',
    ]);
    redisCli(redis, ['save']);
    rdb = readFileSync(join(redis.dir, 'dump.rdb'));
  } finally {
    await redis.stop();
  }
  write('dump.rdb', rdb);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('amber inspect --json', () => {
  it('prints the documented object', async () => {
    const { code, json } = await runJson(['inspect', path('dump.rdb')]);
    expect(code).toBe(0);
    expect(json).toMatchObject({
      format: 'rdb',
      magic: 'REDIS',
      rdbVersion: 10,
      databases: { 0: { keys: 3, expires: 1 }, 3: { keys: 2, expires: 0 } },
      types: { string: 3, hash: 1, list: 1 },
      functions: 1,
      checksum: 'ok',
      bytes: rdb.length,
    });
    expect(Object.keys(json).slice(0, 8)).toEqual([
      'format',
      'magic',
      'rdbVersion',
      'databases',
      'types',
      'functions',
      'checksum',
      'bytes',
    ]);
  });

  it('knows a file by its first bytes, whatever it is called', async () => {
    const { json: plain } = await runJson(['inspect', path('dump.rdb')]);
    execFileSync('age-keygen', ['-o', path('identity.txt')], { stdio: 'ignore' });
    const recipient = /public key: (\S+)/.exec(readFileSync(path('identity.txt'), 'utf8'))![1]!;
    execFileSync('zstd', ['-q', path('dump.rdb'), '-o', path('zipped')]);
    execFileSync('age', ['-r', recipient, '-o', path('dump.rdb.zst.age'), path('zipped')]);
    execFileSync('age', ['-r', recipient, '-o', path('locked'), path('dump.rdb')]);
    expect(await runJson(['inspect', path('zipped')])).toEqual({ code: 0, json: plain });
    for (const name of ['dump.rdb.zst.age', 'locked']) {
      expect(await runJson(['inspect', path(name), '--identity', path('identity.txt')])).toEqual({
        code: 0,
        json: plain,
      });
      const { code, json } = await runJson(['inspect', path(name)]);
      expect({ code, error: json.error.code }).toEqual({ code: 2, error: 'identity-needed' });
    }
    const other = write('other.txt', execFileSync('age-keygen', { stdio: ['ignore', 'pipe', 'ignore'] }));
    const wrongKey = await runJson(['inspect', path('locked'), '--identity', other]);
    expect(wrongKey.json.error.code).toBe('identity-needed');
    const noKey = await runJson(['inspect', path('locked'), '--identity', path('dump.rdb')]);
    expect(noKey).toMatchObject({ code: 2, json: { error: { code: 'invalid-input' } } });
  });

  it('says what is broken, and where, and exits with 3', async () => {
    const flipped = (at: number) => {
      const bytes = Buffer.from(rdb);
      bytes[at] = bytes[at]! ^ 0x40;
      return bytes;
    };
    const zipped = execFileSync('zstd', ['-q', '-c', path('dump.rdb')]);
    const cases: [Buffer, string, number | undefined][] = [
      [rdb.subarray(0, rdb.length - 1), 'truncated', rdb.length - 1],
      [rdb.subarray(0, 100), 'truncated', 100],
      [Buffer.alloc(0), 'truncated', 0],
      [flipped(rdb.length - 1), 'checksum', undefined],
      [Buffer.concat([rdb, Buffer.from('x')]), 'malformed', rdb.length],
      [Buffer.from('GET / HTTP/1.1\r\n\r\n'), 'malformed', 0],
      [Buffer.concat([Buffer.from('REDIS9999'), rdb.subarray(9)]), 'unsupported-version', undefined],
      [zipped.subarray(0, zipped.length - 1), 'truncated', zipped.length - 1],
      [Buffer.concat([zipped, Buffer.from('tail')]), 'malformed', zipped.length],
    ];
    for (const [bytes, error, offset] of cases) {
      const { code, json } = await runJson(['inspect', write('broken', bytes)]);
      expect({ code, error: json.error.code }).toEqual({ code: 3, error });
      if (offset !== undefined) expect(json.error.offset).toBe(offset);
      expect(json.error.message).toMatch(/\S/);
      expect(Object.keys(json)).toEqual(['error']);
    }
  });
});

describe('for a person', () => {
  it('inspect prints lines', async () => {
    const { code, stdout, stderr } = await runAmber(['inspect', path('dump.rdb')]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('RDB file REDIS0010');
    expect(stdout).toContain('Database 0: 3 keys, 1 with an expiry');
  });

  it('a broken file is one sentence on standard error', async () => {
    const { code, stdout, stderr } = await runAmber(['verify', write('broken', rdb.subarray(0, 50))]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^amber: .*\n$/);
  });

  it('verify of a bare file says what it cannot check', async () => {
    const { code, stdout } = await runAmber(['verify', path('dump.rdb')]);
    expect(code).toBe(0);
    expect(stdout).toContain('no manifest');
  });
});

describe('wrong use exits with 2', () => {
  it.each([
    [[]],
    [['frobnicate']],
    [['inspect']],
    [['inspect', '/nowhere/at/all']],
    [['inspect', 'data.graphson.zst']],
    [['inspect', '.', '--identity', '/nowhere/at/all']],
    [['snapshot', 'redis://127.0.0.1:1']],
    [['snapshot', 'http://127.0.0.1:1', '--out', '/nowhere/x']],
    [['snapshot', 'ws://127.0.0.1:8182/gremlin?graph=a%20b', '--out', '/nowhere/x']],
    [['snapshot', 'ws://127.0.0.1:8182', '--out', '/nowhere/x', '--method', 'scan']],
    [['restore', '.', '--to', 'redis://127.0.0.1:1', '--graph', 'social']],
    [['restore', '/nowhere/at/all', '--to', 'redis://127.0.0.1:1']],
    [['restore', '.', '--to', 'redis://127.0.0.1:1', '--method', 'push']],
  ])('%j', async (args) => {
    const { code, json } = await runJson(args);
    expect({ code, error: json.error.code }).toEqual({ code: 2, error: 'invalid-input' });
  });
});

it('a folder without a manifest is no backup: 3', async () => {
  mkdirSync(path('empty'));
  const { code, json } = await runJson(['inspect', path('empty')]);
  expect({ code, error: json.error.code }).toEqual({ code: 3, error: 'artefact-missing' });
});

describe('bin/amber', () => {
  const amber = join(import.meta.dirname, '..', '..', 'bin', 'amber');
  const isExecutable = (file: string): boolean => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  };
  // The machine's own Node is among them: Node 20 hands over to Node 24.
  const nodes = [
    process.execPath,
    ...(process.env.PATH ?? '').split(delimiter).map((part) => join(part, 'node')),
  ];

  it.each([...new Set(nodes)].filter(isExecutable))('runs under %s', async (node) => {
    const { code, stdout, stderr } = await runCommand(node, [amber, 'inspect', path('dump.rdb'), '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ format: 'rdb', bytes: rdb.length });
    expect((await runCommand(node, [amber, 'inspect'])).code).toBe(2);
  });

  it('runs by itself, and prints help and version', async () => {
    expect((await runCommand(amber, ['--help'])).stdout).toContain('amber snapshot <uri> --out DIR');
    expect((await runCommand(amber, ['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
