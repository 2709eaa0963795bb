import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AmberError } from '#lib/domain/errors';
import type { ServerProgram } from '#lib/domain/instance';
import { programPath } from '#lib/platform/program-path';
import { type ServerSettings, serverSettings } from './server-settings.ts';

export type Started = { pid: number; port: number };

const START_MS = 20_000;

/** Starts a server in its folder and waits until its port answers; what it wrote last is the reason when it ends instead. */
export const startServer = async (
  program: ServerProgram,
  folder: string,
  settings: ServerSettings,
): Promise<Started> => {
  const file = join(folder, 'server.conf');
  const { text, args } = serverSettings(program.product, file, settings);
  await writeFile(file, text, { mode: 0o600 });
  const logFile = join(folder, 'server.log');
  const output = await open(logFile, 'w', 0o600);
  // detached: it is not to end with this process, and Ctrl-C of a terminal is for Amber, which stops it in order
  const child = spawn(program.path, args, {
    cwd: folder,
    detached: true,
    stdio: ['ignore', output.fd, output.fd],
    env: { PATH: programPath(), LC_ALL: 'C', NODE_ENV: 'production' },
  });
  child.on('error', () => {});
  child.unref();
  await output.close();
  try {
    await answers(child, settings.port);
  } catch {
    child.kill('SIGKILL');
    throw new AmberError('store-refused', `The server did not start: ${await lastWords(logFile)}`);
  }
  return { pid: child.pid!, port: settings.port };
};

const answers = async (child: ChildProcess, port: number): Promise<void> => {
  const end = performance.now() + START_MS;
  while (!(await listens(port))) {
    const ended = child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
    if (ended || performance.now() > end) throw new Error('not up');
    await delay(20);
  }
};

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

const lastWords = async (logFile: string): Promise<string> => {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).trim().split('\n');
  return lines.slice(-3).join(' ').slice(-400) || 'it wrote nothing';
};
