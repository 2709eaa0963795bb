import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AmberError } from '#lib/domain/errors';
import { programPath } from '#lib/platform/program-path';
import { waitForExit } from '#lib/platform/running-process';
import { type ServerFolder, writeRecord } from './server-folder.ts';
import { HELD_ELSEWHERE, LAUNCH } from './server-lock.ts';

/** The kernel ends it at once; a disk that does not answer may hold it up. */
const KILLED_MS = 5_000;

/** How a server is started in its folder. */
export type Launch = {
  /** The program's full path. */
  file: string;
  args: readonly string[];
  /** Its settings, by path within the folder; only their owner can read them. */
  settings: Record<string, string>;
  port: number;
  /** Stands in the settings, and must not in a message. */
  password: string;
  /** It must answer within these milliseconds. */
  startMs: number;
};

/**
 * Starts a server in its folder and waits until its port answers; what it wrote last is the reason when it ends
 * instead. Everything that finds it again is written before it runs: its port here, its process by `LAUNCH`. Given up
 * before it answers, it is ended: nobody can have written to it.
 */
export const startServer = async (
  folder: ServerFolder,
  launch: Launch,
  signal: AbortSignal,
): Promise<void> => {
  await writeSettings(folder, launch.settings);
  await writeRecord(folder, { port: launch.port });
  const logFile = join(folder.path, 'server.log');
  const output = await open(logFile, 'w', 0o600);
  // detached: it is not to end with this process, and Ctrl-C of a terminal is for Amber, which stops it in order
  const child = spawn('/bin/sh', ['-c', LAUNCH, 'sh', folder.lock, folder.pid, launch.file, ...launch.args], {
    cwd: folder.path,
    detached: true,
    stdio: ['ignore', output.fd, output.fd],
    env: { PATH: programPath(), LC_ALL: 'C', NODE_ENV: 'production' },
  });
  child.on('error', () => {});
  child.unref();
  await output.close();
  if (await answers(child, launch, signal)) return;
  child.kill('SIGKILL');
  if (child.pid !== undefined) await waitForExit(child.pid, KILLED_MS);
  signal.throwIfAborted();
  if (child.exitCode === HELD_ELSEWHERE) throw new HeldElsewhere();
  const words = (await lastWords(logFile)).replaceAll(launch.password, '…');
  throw new AmberError('store-refused', `The server did not start: ${words}`);
};

const writeSettings = async (folder: ServerFolder, settings: Launch['settings']): Promise<void> => {
  for (const [name, text] of Object.entries(settings)) {
    const file = join(folder.path, name);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, text, { mode: 0o600 });
  }
};

export class HeldElsewhere extends AmberError {
  constructor() {
    super(
      'conflict',
      'Its server runs already, started by a worker that shares this data folder and that this one cannot see. Start that worker again, or end its server.',
    );
  }
}

const answers = async (
  child: ChildProcess,
  { port, startMs }: Launch,
  signal: AbortSignal,
): Promise<boolean> => {
  const end = performance.now() + startMs;
  const hasEnded = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  while (!hasEnded() && !signal.aborted && performance.now() < end) {
    if (await listens(port)) return !hasEnded();
    await delay(20);
  }
  return false;
};

/** Whether somebody answers there, on the loopback address. */
export const listens = (port: number): Promise<boolean> =>
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
