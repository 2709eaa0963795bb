import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createConnection, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { redisCli, startRedis } from '../../e2e/servers/redis.ts';
import { freePort, type TestServer } from '../../e2e/servers/server-process.ts';
import { MAIN, runAmber, runJson } from './run-amber.fixture.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const PASSWORD = 'canary-s3cret';
const folder = mkdtempSync(join(tmpdir(), 'amber-cli-'));
const path = (...names: string[]) => join(folder, ...names);
let source: TestServer;
let target: TestServer;
let guarded: TestServer;
let identity: string;
let recipient: string;

const digest = (server: TestServer) => redisCli(server, ['debug', 'digest']);

beforeAll(async () => {
  [source, target, guarded] = await Promise.all([
    startRedis(),
    startRedis(),
    startRedis({ password: PASSWORD }),
  ]);
  redisCli(source, ['debug', 'populate', '5000', 'key', '200']);
  redisCli(source, ['set', 'blob'], { stdin: randomBytes(200_000) });
  redisCli(source, ['hset', 'h', 'a', '1', 'b', '2']);
  redisCli(source, ['-n', '3', 'zadd', 'z', '1', 'one', '2', 'two']);
  redisCli(source, ['set', 'short', 'lived', 'ex', '86400']);
  redisCli(source, [
    'function',
    'load',
    '#!lua name=lib\nredis.register_function("f", function() return 1 end)',
  ]);
  redisCli(guarded, ['set', 'k', 'v'], { password: PASSWORD });
  identity = path('identity.txt');
  execFileSync('age-keygen', ['-o', identity], { stdio: 'ignore' });
  recipient = /public key: (\S+)/.exec(readFileSync(identity, 'utf8'))![1]!;
  const { code } = await runJson(['snapshot', source.uri, '--out', path('sound')]);
  expect(code).toBe(0);
});
afterAll(async () => {
  await Promise.all([source, target, guarded].map((server) => server?.stop()));
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  redisCli(target, ['flushall']);
  redisCli(target, ['set', 'old', 'data']);
});

describe('snapshot → inspect → verify → restore', () => {
  it.each(['replica', 'scan', 'auto'])(
    'with method %s gives back every key, expiry and function',
    async (method) => {
      const out = path(`round-${method}`);
      const taken = await runJson(['snapshot', source.uri, '--out', out, '--method', method]);
      expect(taken).toMatchObject({
        code: 0,
        json: { path: out, keys: 5004, functions: 1, dataFile: 'data.rdb.zst' },
      });
      if (method !== 'auto') expect(taken.json.method).toBe(method);
      expect(readdirSync(out)).toEqual(['data.rdb.zst', 'manifest.json']);

      const inspected = await runJson(['inspect', out]);
      expect(inspected).toMatchObject({
        code: 0,
        json: {
          format: 'rdb',
          databases: { 0: { keys: 5003, expires: 1 }, 3: { keys: 1, expires: 0 } },
          checksum: 'ok',
        },
      });
      const verified = await runJson(['verify', out]);
      expect(verified).toMatchObject({
        code: 0,
        json: { verified: true, artefact: { signature: 'absent' } },
      });

      const restored = await runJson(['restore', out, '--to', target.uri, '--yes']);
      expect(restored).toMatchObject({
        code: 0,
        json: { restored: { keys: 5004, functions: 1 }, refused: false },
      });
      expect(digest(target)).toBe(digest(source));
      expect(redisCli(target, ['function', 'list'])).toContain('lib');
      expect(redisCli(target, ['exists', 'old'])).toBe('0');
    },
  );

  it('encrypted, needs the identity, and no other', async () => {
    const out = path('encrypted');
    const taken = await runJson(['snapshot', source.uri, '--out', out, '--encrypt-to', recipient]);
    expect(taken).toMatchObject({ code: 0, json: { dataFile: 'data.rdb.zst.age' } });
    for (const args of [
      ['inspect', out],
      ['verify', out],
      ['restore', out, '--to', target.uri, '--yes'],
    ]) {
      expect(await runJson(args)).toMatchObject({ code: 2, json: { error: { code: 'identity-needed' } } });
    }
    expect(await runJson(['verify', out, '--identity', identity])).toMatchObject({ code: 0 });
    const restored = await runJson(['restore', out, '--to', target.uri, '--yes', '--identity', identity]);
    expect(restored.code).toBe(0);
    expect(digest(target)).toBe(digest(source));
    const plain = execFileSync('sh', ['-c', `age -d -i ${identity} ${out}/data.rdb.zst.age | zstd -d`], {
      maxBuffer: 1e9,
    });
    expect(plain.subarray(0, 5).toString()).toBe('REDIS');
  });

  it('of a bare file that a server saved', async () => {
    redisCli(source, ['save']);
    const file = path('dump.rdb');
    cpSync(join(source.dir, 'dump.rdb'), file);
    const restored = await runJson(['restore', file, '--to', target.uri, '--yes']);
    expect(restored.code).toBe(0);
    expect(digest(target)).toBe(digest(source));
  });

  it('for a person says the same in lines', async () => {
    const out = path('lines');
    const taken = await runAmber(['snapshot', source.uri, '--out', out]);
    expect(taken).toMatchObject({ code: 0, stderr: '' });
    expect(taken.stdout).toMatch(/^5,004 keys, .* stored as /);
    const verified = await runAmber(['verify', out]);
    expect(verified.stdout).toContain('is complete and unchanged');
    const restored = await runAmber(['restore', out, '--to', target.uri, '--yes']);
    expect(restored).toMatchObject({ code: 0, stderr: '' });
    expect(restored.stdout).toMatch(/^5,004 keys restored to 127\.0\.0\.1:/);
  });
});

describe('nothing is touched', () => {
  it('without --yes: the preflight is printed, exit 4', async () => {
    const before = digest(target);
    const { code, json } = await runJson(['restore', path('sound'), '--to', target.uri]);
    expect(code).toBe(4);
    expect(json).toMatchObject({
      restored: null,
      refused: false,
      preflight: { lost: { keys: 1, databases: 1 }, brought: { keys: 5004, databases: 2, functions: 1 } },
    });
    const { stdout } = await runAmber(['restore', path('sound'), '--to', target.uri]);
    expect(stdout).toMatch(/^CAUTION: /);
    expect(stdout).toContain('Give --yes to restore.');
    expect(digest(target)).toBe(before);
  });

  it('when the preflight refuses: exit 4 also with --yes', async () => {
    const before = digest(target);
    redisCli(target, ['config', 'set', 'maxmemory', '2mb']);
    redisCli(target, ['config', 'set', 'maxmemory-policy', 'noeviction']);
    try {
      const { code, json } = await runJson(['restore', path('sound'), '--to', target.uri, '--yes']);
      expect(code).toBe(4);
      expect(json).toMatchObject({ restored: null, refused: true });
    } finally {
      redisCli(target, ['config', 'set', 'maxmemory', '0']);
    }
    expect(digest(target)).toBe(before);
  });

  it('by a broken backup: exit 3, by inspect, verify and restore alike', async () => {
    const before = digest(target);
    const data = readFileSync(path('sound', 'data.rdb.zst'));
    const manifest = readFileSync(path('sound', 'manifest.json'), 'utf8');
    const flipped = (at: number) => {
      const bytes = Buffer.from(data);
      bytes[at] = bytes[at]! ^ 1;
      return bytes;
    };
    await runJson(['snapshot', guarded.uri, '--out', path('another')]);
    const cases: [string, Uint8Array, string, RegExp][] = [
      ['flipped', flipped(data.length >> 1), manifest, /^(checksum|malformed|truncated)$/],
      ['flipped at its end', flipped(data.length - 1), manifest, /^(checksum|malformed)$/],
      ['truncated', data.subarray(0, data.length - 1), manifest, /^truncated$/],
      ['longer', Buffer.concat([data, Buffer.from('x')]), manifest, /^malformed$/],
      [
        'swapped',
        readFileSync(path('another', 'data.rdb.zst')),
        manifest,
        /^(checksum|truncated|malformed)$/,
      ],
      [
        'with another manifest',
        data,
        manifest.replace('"keys": 5003', '"keys": 5002'),
        /^artefact-mismatch$/,
      ],
      [
        'of a newer format',
        data,
        manifest.replace('"formatVersion": 1', '"formatVersion": 2'),
        /^unsupported-version$/,
      ],
      ['without JSON', data, manifest.slice(0, -20), /^malformed$/],
    ];
    for (const [name, bytes, text, expected] of cases) {
      const broken = path('broken');
      rmSync(broken, { recursive: true, force: true });
      mkdirSync(broken);
      writeFileSync(join(broken, 'data.rdb.zst'), bytes);
      writeFileSync(join(broken, 'manifest.json'), text);
      for (const args of [
        ['verify', broken],
        ['inspect', broken],
        ['restore', broken, '--to', target.uri, '--yes'],
      ]) {
        const { code, json } = await runJson(args);
        expect(code, `${name}: ${args[0]}`).toBe(3);
        expect(json.error.code, name).toMatch(expected);
      }
    }
    expect(digest(target)).toBe(before);
  });
});

describe('the password', () => {
  const withoutPassword = () => `redis://127.0.0.1:${guarded.port}`;

  it('comes from a file or the environment, and shows nowhere', async () => {
    const file = path('password.txt');
    writeFileSync(file, `${PASSWORD}\n`);
    const fromFile = await runAmber([
      'snapshot',
      withoutPassword(),
      '--out',
      path('from-file'),
      '--password-file',
      file,
    ]);
    expect(fromFile.code).toBe(0);
    const env = { AMBER_STORE_PASSWORD: PASSWORD };
    const fromEnvironment = await runAmber(
      ['snapshot', withoutPassword(), '--out', path('from-env'), '--json'],
      { env },
    );
    expect(fromEnvironment.code).toBe(0);
    const inUri = await runAmber(['snapshot', guarded.uri, '--out', path('from-uri')]);
    expect(inUri.code).toBe(0);
    for (const { stdout, stderr } of [fromFile, fromEnvironment, inUri])
      expect(stdout + stderr).not.toContain(PASSWORD);
    for (const name of ['from-file', 'from-env', 'from-uri']) {
      expect(readFileSync(path(name, 'manifest.json'), 'utf8')).not.toContain(PASSWORD);
    }
  });

  it.skipIf(!existsSync('/usr/bin/script'))('is asked for on a terminal, and not shown', async () => {
    const out = path('prompted');
    const command = `'${process.execPath}' '${MAIN}' snapshot ${withoutPassword()} --out '${out}'`;
    // `script` gives the command a terminal of its own and passes on what it is fed.
    const child = spawn('script', ['-q', '-e', '-c', command, '/dev/null'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    let screen = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const asked = screen.includes('Password of');
      screen += text;
      if (!asked && screen.includes('Password of')) child.stdin.write(`x\u007f${PASSWORD}\r`);
    });
    const [code] = await once(child, 'close');
    expect(screen).toContain('1 key,');
    expect(code).toBe(0);
    expect(screen).not.toContain(PASSWORD);
    expect(readdirSync(out)).toEqual(['data.rdb.zst', 'manifest.json']);
  });

  it('missing or wrong: exit 1, and nothing is written', async () => {
    for (const uri of [withoutPassword(), `redis://:wrong-${PASSWORD}@127.0.0.1:${guarded.port}`]) {
      const out = path('refused');
      const { code, stdout, stderr } = await runAmber(['snapshot', uri, '--out', out, '--json']);
      expect({ code, error: JSON.parse(stdout).error.code, stderr }).toEqual({
        code: 1,
        error: 'store-auth',
        stderr: '',
      });
      expect(stdout).not.toContain(PASSWORD);
      expect(existsSync(out)).toBe(false);
    }
  });
});

describe('a snapshot that fails leaves nothing', () => {
  it('when nobody listens: exit 1', async () => {
    const out = path('nobody');
    const { code, json } = await runJson(['snapshot', `redis://127.0.0.1:${await freePort()}`, '--out', out]);
    expect({ code, error: json.error.code }).toEqual({ code: 1, error: 'store-refused' });
    expect(existsSync(out)).toBe(false);
  });

  it('and does not overwrite a backup: exit 2', async () => {
    const before = readFileSync(path('sound', 'manifest.json'), 'utf8');
    const { code, json } = await runJson(['snapshot', source.uri, '--out', path('sound')]);
    expect({ code, error: json.error.code }).toEqual({ code: 2, error: 'conflict' });
    expect(readFileSync(path('sound', 'manifest.json'), 'utf8')).toBe(before);
  });

  it('when the recipient is none: exit 2', async () => {
    const out = path('no-recipient');
    const { code } = await runJson(['snapshot', source.uri, '--out', out, '--encrypt-to', 'age1wrong']);
    expect(code).toBe(2);
    expect(existsSync(out)).toBe(false);
  });

  it.each([
    ['interrupted by SIGINT', 'SIGINT' as const],
    ['ended by SIGTERM', 'SIGTERM' as const],
  ])('when %s in the middle: exit 1', async (_, signal) => {
    const out = path(signal);
    const proxy = await startStallingProxy(source.port, 300_000);
    const { code, stdout } = await runAmber(
      ['snapshot', `redis://127.0.0.1:${proxy.port}`, '--out', out, '--json'],
      {
        onStart: (child) => proxy.stalled.then(() => child.kill(signal)),
      },
    );
    proxy.stop();
    expect({ code, error: JSON.parse(stdout).error.code }).toEqual({ code: 1, error: 'cancelled' });
    expect(existsSync(out)).toBe(false);
  });

  it.skipIf(process.getuid?.() !== 0)('when the disk is full: exit 1', async () => {
    const disk = path('disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]);
    try {
      const { code, json } = await runJson(['snapshot', source.uri, '--out', join(disk, 'backup')]);
      expect({ code, error: json.error.code }).toEqual({ code: 1, error: 'storage-full' });
      expect(readdirSync(disk)).toEqual([]);
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});

/** Passes bytes on until so many came from the server; then nothing moves any more, and nothing is closed. */
const startStallingProxy = async (serverPort: number, bytes: number) => {
  const port = await freePort();
  const sockets: Socket[] = [];
  const stall = Promise.withResolvers<void>();
  let left = bytes;
  const proxy = createServer((client) => {
    const server = createConnection(serverPort, '127.0.0.1');
    sockets.push(client, server);
    for (const socket of [client, server]) socket.on('error', () => {});
    client.pipe(server);
    server.on('data', (data) => {
      client.write(data.subarray(0, left));
      left -= data.length;
      if (left > 0) return;
      server.pause();
      stall.resolve();
    });
    client.on('close', () => server.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(port, '127.0.0.1', resolve));
  const stop = () => {
    for (const socket of sockets) socket.destroy();
    proxy.close();
  };
  return { port, stalled: stall.promise, stop };
};
