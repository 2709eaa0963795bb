import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real server on a free loopback port, in a folder of its own. */
export type TestServer = {
  port: number;
  pid: number;
  dir: string;
  /** `redis://…` without TLS; holds the password when one was set. */
  uri: string;
  /** What it has written to its output so far. */
  output(): string;
  /** Ends the process by its pid (SIGKILL) and removes the folder, unless it was given. Safe to call again. */
  stop(): Promise<void>;
};

export type ServerStart = {
  binary: string;
  /** Arguments for a port and a folder. */
  args(port: number, dir: string): string[];
  env?: Record<string, string>;
  /** An existing folder (with a dump.rdb, say); without it a temporary one is made and removed at the end. */
  dir?: string;
  password?: string;
  /** Answers no plain PING (TLS): being reachable is enough. */
  tls?: boolean;
  /** Of a server that knows no PING: whether it is ready, by what it has written so far. */
  isReady?(output: string): boolean;
  timeoutMs?: number;
};

const live = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of live) child.kill('SIGKILL');
});

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });

/** One try: `ready`, `loading`, or `down`. */
const askPing = (port: number, tls: boolean): Promise<'ready' | 'loading' | 'down'> =>
  new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    const done = (answer: 'ready' | 'loading' | 'down') => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(2000, () => done('down'));
    socket.once('error', () => done('down'));
    socket.once('close', () => done('down'));
    socket.once('connect', () => (tls ? done('ready') : socket.write('PING\r\n')));
    socket.once('data', (data) => done(data.toString('latin1').startsWith('-LOADING') ? 'loading' : 'ready'));
  });

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const isUp = async (port: number, start: ServerStart, output: () => string): Promise<boolean> =>
  start.isReady ? start.isReady(output()) : (await askPing(port, start.tls ?? false)) === 'ready';

const waitUntilReady = async (
  child: ChildProcess,
  port: number,
  start: ServerStart,
  output: () => string,
) => {
  const deadline = Date.now() + (start.timeoutMs ?? 60_000);
  while (child.exitCode === null && child.signalCode === null) {
    if (await isUp(port, start, output)) return true;
    if (Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`${start.binary} did not become ready:\n${output()}`);
    }
    await pause(15);
  }
  return false;
};

export const startServer = async (start: ServerStart): Promise<TestServer> => {
  const dir = start.dir ?? mkdtempSync(join(tmpdir(), 'amber-server-'));
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const child = spawn(start.binary, start.args(port, dir), {
      cwd: dir,
      env: { ...process.env, ...start.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    live.add(child);
    let text = '';
    const keep = (data: Buffer) => {
      text = (text + data.toString('latin1')).slice(-64 * 1024);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const ended = new Promise<void>((resolve) => {
      child.once('error', (error) => {
        text += String(error);
        live.delete(child);
        resolve();
      });
      child.once('exit', () => {
        live.delete(child);
        resolve();
      });
    });
    if (await waitUntilReady(child, port, start, () => text)) {
      const stop = async () => {
        child.kill('SIGKILL');
        await ended;
        if (!start.dir) rmSync(dir, { recursive: true, force: true });
      };
      const secret = start.password ? `:${encodeURIComponent(start.password)}@` : '';
      return {
        port,
        pid: child.pid!,
        dir,
        uri: `redis://${secret}127.0.0.1:${port}`,
        output: () => text,
        stop,
      };
    }
    // Another process may have taken the port between the look and the start.
    if (attempt === 3 || !/address already in use|bind/i.test(text)) {
      throw new Error(`${start.binary} ended at once:\n${text}`);
    }
  }
};
