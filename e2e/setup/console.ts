import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../servers/server-process.ts';

const ROOT = join(import.meta.dirname, '../..');
const NODE = join(ROOT, 'node_modules/node/bin/node');
/** A first start builds the console; later ones find it built. */
const DEADLINE_MS = 300_000;

export type TestConsole = {
  /** `http://localhost:PORT`, without a slash at the end. */
  url: string;
  dataDir: string;
  /** Of the launcher: console, worker and database are its children. */
  pid: number;
  output(): string;
  /** SIGTERM, and waits until everything has ended. The data folder stays when it was given. */
  stop(): Promise<void>;
};

export type ConsoleOptions = {
  /** Created at the first start; without it `/setup` asks for one. */
  owner?: { email: string; password: string };
  /** An existing folder, to start again on it; without it one that is removed at the end. */
  dataDir?: string;
  port?: number;
  env?: Record<string, string>;
};

const readiness = async (child: ChildProcess, output: () => string): Promise<void> => {
  const end = performance.now() + DEADLINE_MS;
  while (!/^Amber is ready at /m.test(output())) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`The console ended at once:\n${output()}`);
    if (performance.now() > end) {
      child.kill('SIGTERM');
      throw new Error(`The console is not ready:\n${output()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** What `npm start` runs, on a free port: embedded PostgreSQL, console and one worker, in a data folder of its own. */
export const startConsole = async (options: ConsoleOptions = {}): Promise<TestConsole> => {
  const folder = options.dataDir ? null : await mkdtemp(join(tmpdir(), 'amber-console-'));
  // as root, PostgreSQL runs as a user of its own, who has to pass through
  if (folder) await chmod(folder, 0o711);
  const dataDir = options.dataDir ?? join(folder!, 'data');
  const port = options.port ?? (await freePort());
  const { DATABASE_URL, AMBER_SECRET_KEY, AMBER_URL, HOST, ...inherited } = process.env;
  const child = spawn(NODE, [join(ROOT, 'scripts/launch.ts')], {
    cwd: ROOT,
    env: {
      ...inherited,
      NODE_ENV: 'production',
      PORT: `${port}`,
      AMBER_DATA_DIR: dataDir,
      ...(options.owner
        ? { AMBER_OWNER_EMAIL: options.owner.email, AMBER_OWNER_PASSWORD: options.owner.password }
        : {}),
      ...options.env,
    },
    // ipc: when the run is killed, the launcher hears of it and stops everything
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let text = '';
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', (data) => {
      text += String(data);
    });
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    if (folder) await rm(folder, { recursive: true, force: true });
  };
  try {
    await readiness(child, () => text);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://localhost:${port}`, dataDir, pid: child.pid!, output: () => text, stop };
};
