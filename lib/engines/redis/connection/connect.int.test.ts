import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Endpoint, TlsSettings } from '#lib/domain/data-store';
import { type AmberError, isAmberError } from '#lib/domain/errors';
import { recordFault } from '../../../../e2e/faults/record-fault.ts';
import { dragonflyBinary, startDragonfly } from '../../../../e2e/servers/dragonfly.ts';
import { redisCli, startRedis } from '../../../../e2e/servers/redis.ts';
import { freePort, type TestServer } from '../../../../e2e/servers/server-process.ts';
import { makeTlsFiles, type TlsFiles } from '../../../../e2e/servers/tls-files.ts';
import { connect } from './connect.ts';
import type { ConnectOptions } from './redis-connection.ts';

// Busy machines are slow; no test is decided by its time.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const SECRET = 'canary-9f3b';
const endpoint = (port: number, more: Partial<Endpoint> = {}): Endpoint => ({
  engine: 'redis',
  host: '127.0.0.1',
  port,
  username: null,
  password: null,
  tls: null,
  ...more,
});
const NO_TLS: TlsSettings = { ca: null, serverName: null, clientCertificate: null, clientKey: null };
const open = (to: Endpoint, more: Partial<ConnectOptions> = {}) =>
  connect(to, { signal: new AbortController().signal, ...more });

/** The failure of a connection attempt: always an AmberError, never with the password in it. */
const failure = async (to: Endpoint, more: Partial<ConnectOptions> = {}): Promise<AmberError> => {
  const error: unknown = await open(to, more).then(
    (connection) => {
      connection.close();
      return 'it connected';
    },
    (reason: unknown) => reason,
  );
  if (!isAmberError(error)) throw new Error(`no AmberError: ${String(error)}`, { cause: error });
  expect(error.message).not.toContain(SECRET);
  return error;
};

describe('connect to Redis', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startRedis({ password: SECRET });
    redisCli(server, ['acl', 'setuser', 'bk', 'on', `>${SECRET}`, '~*', '-@all', '+psync', '+replconf'], {
      password: SECRET,
    });
  });
  afterAll(() => server.stop());

  it('authenticates and answers in order', async () => {
    const connection = await open(endpoint(server.port, { password: SECRET }));
    const replies = await Promise.all([
      connection.call(['SET', Buffer.from([0, 255, 13, 10]), 'v']),
      connection.call(['GET', Buffer.from([0, 255, 13, 10])]),
      connection.call(['DBSIZE']),
      connection.tryCall(['NOSUCH']),
    ]);
    expect(replies.slice(0, 3)).toEqual(['OK', Buffer.from('v'), 1]);
    expect(replies[3]).toMatchObject({ code: 'ERR' });
    await expect(connection.call(['NOSUCH'])).rejects.toMatchObject({ code: 'store-error' });
    connection.close();
    await expect(connection.call(['PING'])).rejects.toMatchObject({ code: 'store-closed' });
    await expect(connection.drained()).rejects.toMatchObject({ code: 'store-closed' });
    expect(connection.failure()).toBeNull();
  });

  it('takes a user who may do next to nothing', async () => {
    const connection = await open(endpoint(server.port, { username: 'bk', password: SECRET }));
    await expect(connection.call(['GET', 'a'])).rejects.toMatchObject({ code: 'store-permission' });
    connection.close();
  });

  it.each([
    ['no password', {}, /asks for a password/],
    ['a wrong password', { password: `${SECRET}x` }, /does not accept this password/],
    ['a wrong user', { username: 'nobody', password: `${SECRET}` }, /user name and password/],
    ['a user without a password', { username: 'bk' }, /user name and password/],
  ])('names %s', async (_, credentials, words) => {
    const error = await failure(endpoint(server.port, credentials));
    expect(error.code).toBe('store-auth');
    expect(error.message).toMatch(words);
    expect(error.message).toContain(`127.0.0.1:${server.port}`);
  });

  it('is told apart from a plain server when TLS is asked for', async () => {
    const error = await failure(endpoint(server.port, { tls: NO_TLS }), { connectTimeoutMs: 1500 });
    expect(['store-tls', 'store-timeout']).toContain(error.code);
    expect(error.message).toMatch(/TLS/);
  });

  it('ends by the signal, whatever is under way', async () => {
    const abort = new AbortController();
    const connection = await open(endpoint(server.port, { password: SECRET }), { signal: abort.signal });
    const waiting = connection.call(['BLPOP', 'nothing', '0']);
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    expect(connection.failure()).toMatchObject({ code: 'cancelled' });
    expect((await failure(endpoint(server.port), { signal: abort.signal })).code).toBe('cancelled');
  });

  it('row 6: gives a silent server up', async () => {
    const connection = await open(endpoint(server.port, { password: SECRET }), { silenceMs: 300 });
    await connection.call(['PING']);
    const waiting = connection.call(['BLPOP', 'nothing', '0']);
    await expect(waiting).rejects.toMatchObject({ code: 'store-timeout' });
    recordFault(import.meta.url, {
      rows: [6],
      injected: 'A store that does not answer',
      times: 1,
      survived: 'Given up after its time.',
    });
  });

  it('reads a large reply through a receiver and pushes back', async () => {
    const connection = await open(endpoint(server.port, { password: SECRET }));
    await connection.call(['SET', 'large', Buffer.alloc(20 << 20, 'x')]);
    let bytes = 0;
    let pauses = 0;
    await new Promise<void>((resolve, reject) => {
      const nothing = () => reject(new Error('unexpected'));
      connection.expect(1, {
        status: nothing,
        error: nothing,
        integer: nothing,
        bulk: nothing,
        nil: nothing,
        array: nothing,
        bulkBegin: (length) => expect(length).toBe(20 << 20),
        bulkPiece: (_, start, end) => {
          bytes += end - start;
          if (pauses < 3) {
            pauses += 1;
            connection.pause();
            setTimeout(() => connection.resume(), 20);
          }
        },
        bulkEnd: resolve,
        fail: reject,
      });
      connection.write(Buffer.from('*2\r\n$3\r\nGET\r\n$5\r\nlarge\r\n'));
    });
    expect(bytes).toBe(20 << 20);
    expect(pauses).toBe(3);
    expect(await connection.call(['PING'])).toBe('PONG');
    connection.close();
  });
});

describe('quirks around passwords', () => {
  it('goes on where a password is given but none is set', async () => {
    const server = await startRedis();
    const connection = await open(endpoint(server.port, { password: SECRET }));
    expect(await connection.call(['PING'])).toBe('PONG');
    connection.close();
    await server.stop();
  });

  it('says that the clients are too many', async () => {
    const server = await startRedis({ args: ['--maxclients', '1'] });
    const first = await open(endpoint(server.port));
    expect((await failure(endpoint(server.port))).message).toMatch(/number of clients/);
    first.close();
    await server.stop();
  });
});

describe('what is no Redis', () => {
  const servers: (Server | ReturnType<typeof createHttp>)[] = [];
  const sockets = new Set<Socket>();
  const listen = async (server: Server): Promise<number> => {
    servers.push(server);
    server.on('connection', (socket) => sockets.add(socket.on('error', () => {})));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    for (const server of servers) server.close();
  });

  const saying = (text: string | Buffer) =>
    createServer((socket) => socket.once('data', () => socket.end(text)));

  it('names a web server', async () => {
    const port = await listen(createHttp((_, response) => response.end('hello')));
    const error = await failure(endpoint(port));
    expect(error).toMatchObject({
      code: 'store-not-redis',
      message: expect.stringContaining('a web server'),
    });
  });

  it('names a silent socket', async () => {
    const port = await listen(createServer());
    const error = await failure(endpoint(port), { connectTimeoutMs: 300 });
    expect(error).toMatchObject({
      code: 'store-timeout',
      message: expect.stringContaining('did not answer'),
    });
  });

  it('names a port that closes', async () => {
    const port = await listen(createServer((socket) => socket.end()));
    expect((await failure(endpoint(port))).code).toBe('store-closed');
  });

  it('names an SSH server, which speaks first', async () => {
    const port = await listen(createServer((socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n')));
    const error = await failure(endpoint(port));
    expect(error).toMatchObject({ code: 'store-not-redis', message: expect.stringContaining('SSH') });
  });

  it('names a mail server that looks a little like Redis', async () => {
    const port = await listen(saying('+OK Dovecot ready.\r\n'));
    expect((await failure(endpoint(port))).code).toBe('store-not-redis');
  });

  it('names an endless line', async () => {
    const port = await listen(saying(Buffer.alloc(200_000, '+')));
    expect((await failure(endpoint(port))).code).toBe('store-not-redis');
  });

  it('names a port where nobody listens', async () => {
    const error = await failure(endpoint(await freePort()));
    expect(error).toMatchObject({ code: 'store-refused', message: expect.stringContaining('refused') });
  });

  it('names an unknown host', async () => {
    expect((await failure(endpoint(6379, { host: 'no-such-host.invalid' }))).code).toBe('store-unresolved');
  });

  it.each([
    '169.254.169.254',
    '0xa9fea9fe',
    '2852039166',
    '169.254.43518',
    '0251.0376.0251.0376',
    '::ffff:a9fe:a9fe',
    'fe80::1',
    '0.0.0.0',
    '224.0.0.1',
    'fd00:ec2::254',
    '0',
  ])('row 36: denies %s', async (host) => {
    expect((await failure(endpoint(80, { host }))).code).toBe('store-address-denied');
    recordFault(import.meta.url, {
      rows: [36],
      injected:
        'Link-local, metadata, multicast and nobody’s addresses, spelled in decimal, octal, hexadecimal and as IPv6',
      times: 11,
      survived: 'Denied before anything was connected to.',
    });
  });

  const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
    addresses?.some(({ address }) => address === '::1'),
  );
  it.skipIf(!hasIpv6)('connects by IPv6 and names the address in brackets', async () => {
    const server = await startRedis({ args: ['--bind', '127.0.0.1', '::1'] });
    const connection = await open(endpoint(server.port, { host: '::1' }));
    expect(connection.name).toBe(`[::1]:${server.port}`);
    connection.close();
    await server.stop();
  });

  it('tries the next address of a name', async () => {
    // `localhost` is ::1 and 127.0.0.1 on most machines; this server has the second only.
    const server = await startRedis();
    const connection = await open(endpoint(server.port, { host: 'localhost' }));
    expect(connection.name).toBe(`localhost:${server.port}`);
    connection.close();
    await server.stop();
  });
});

describe('TLS', () => {
  let dir: string;
  let files: TlsFiles;
  let server: TestServer;
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'amber-tls-'));
    files = makeTlsFiles(dir);
    server = await startRedis({ tls: { ...files }, password: SECRET });
  });
  afterAll(async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  });
  const secure = (port: number, tls: Partial<TlsSettings>, more: Partial<Endpoint> = {}) =>
    endpoint(port, { password: SECRET, tls: { ...NO_TLS, ...tls }, ...more });

  it('trusts the given authority, by address and by name', async () => {
    for (const host of ['127.0.0.1', 'localhost']) {
      const connection = await open(secure(server.port, { ca: files.pem('ca') }, { host }));
      expect(await connection.call(['PING'])).toBe('PONG');
      connection.close();
    }
  });

  it('row 35: refuses an unknown authority, a wrong name and a plain connection', async () => {
    expect(await failure(secure(server.port, {}))).toMatchObject({
      code: 'store-tls',
      message: expect.stringMatching(/CA certificate/),
    });
    const named = await failure(secure(server.port, { ca: files.pem('ca'), serverName: 'redis.example' }));
    expect(named).toMatchObject({ code: 'store-tls', message: expect.stringMatching(/another name/) });
    const plain = await failure(endpoint(server.port, { password: SECRET }));
    expect(['store-tls', 'store-closed']).toContain(plain.code);
    expect(plain.message).toMatch(/TLS/);
    expect((await failure(secure(server.port, { ca: 'no PEM' }))).code).toBe('store-tls');
    recordFault(import.meta.url, {
      rows: [35],
      injected:
        'A certificate of an unknown authority, of another name; a CA that is none; a plain connection to a TLS port',
      times: 4,
      survived: 'Refused, with what is wrong.',
    });
  });

  it('row 35: refuses an expired certificate', async () => {
    const old = mkdtempSync(join(tmpdir(), 'amber-tls-'));
    const expired = makeTlsFiles(old, { expired: true });
    const stale = await startRedis({ tls: { ...expired } });
    expect(await failure(secure(stale.port, { ca: expired.pem('ca') }))).toMatchObject({
      code: 'store-tls',
      message: expect.stringMatching(/expired/),
    });
    await stale.stop();
    rmSync(old, { recursive: true, force: true });
    recordFault(import.meta.url, {
      rows: [35],
      injected: 'A certificate that has expired',
      times: 1,
      survived: 'Refused, with that reason.',
    });
  });

  it('row 35: never speaks plainly where TLS is asked for', async () => {
    const heard: Buffer[] = [];
    const plain = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', (data) => {
        heard.push(data);
        // as a server without TLS answers what it does not understand
        socket.end('-ERR Protocol error\r\n');
      });
    });
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const { port } = plain.address() as AddressInfo;
    for (let times = 0; times < 3; times += 1)
      expect((await failure(secure(port, {}))).code).toBe('store-tls');
    plain.close();
    // 0x16: the handshake of TLS
    expect(heard.map((data) => data[0])).toEqual([0x16, 0x16, 0x16]);
    expect(Buffer.concat(heard).includes(SECRET)).toBe(false);
    recordFault(import.meta.url, {
      rows: [35],
      injected: 'A server without TLS where TLS is asked for',
      times: 3,
      survived: 'Refused; it never heard anything but the handshake of TLS, and no password.',
    });
  });

  it('shows a client certificate where one is asked for', async () => {
    const strict = await startRedis({ tls: { ...files, clients: 'yes' } });
    const ca = files.pem('ca');
    const connection = await open(
      secure(strict.port, {
        ca,
        clientCertificate: files.pem('clientCert'),
        clientKey: files.pem('clientKey'),
      }),
    );
    connection.close();
    const refused = await failure(secure(strict.port, { ca }));
    expect(['store-tls', 'store-closed']).toContain(refused.code);
    expect(refused.message).toMatch(/client certificate/);
    await strict.stop();
  });

  it.skipIf(!dragonflyBinary())('hears a Dragonfly that expects TLS', async () => {
    const dragonfly = await startDragonfly({ tls: files, password: SECRET });
    expect((await failure(endpoint(dragonfly.port, { password: SECRET }))).code).toBe('store-tls');
    const ca = files.pem('ca');
    expect((await failure(secure(dragonfly.port, { ca }))).message).toMatch(/client certificate/);
    const client = { clientCertificate: files.pem('clientCert'), clientKey: files.pem('clientKey') };
    const connection = await open(secure(dragonfly.port, { ca, ...client }));
    expect(await connection.call(['PING'])).toBe('PONG');
    connection.close();
    await dragonfly.stop();
  });
});
