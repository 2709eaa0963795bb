import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from '#lib/platform/free-port';

const ROOT = join(import.meta.dirname, '../..');

/** One `npm start` and what it says. */
export type Amber = {
  url: string;
  port: number;
  /** The process that npm became; a signal to it is what a service manager or Ctrl-C sends. */
  process: ChildProcess;
  /** Standard output and standard error so far. */
  output(): string;
  /** Waits for the end of the process; gives its exit code. */
  ended(): Promise<number | null>;
  /** SIGTERM, and the end of everything it started. */
  stop(): Promise<number | null>;
};

/** Runs `npm start` on a free port, with no setting but the given ones (`AMBER_DATA_DIR` is one to give). */
export const launchAmber = async (settings: Record<string, string>): Promise<Amber> => {
  const port = settings.PORT ? Number(settings.PORT) : await freePort();
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(AMBER_|DATABASE_URL$|HOST$|PORT$|NODE_ENV$|LOG_LEVEL$|VITEST|TEST$)/.test(name),
  );
  const child = spawn('npm', ['start'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...Object.fromEntries(inherited), NODE_ENV: 'production', PORT: String(port), ...settings },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => (said += text));
  const exit = once(child, 'close').then(([code]) => code as number | null);
  return {
    url: `http://localhost:${port}`,
    port,
    process: child,
    output: () => said,
    ended: () => exit,
    stop: () => {
      child.kill('SIGTERM');
      return exit;
    },
  };
};

/** Waits for `Amber is ready at …`; throws with all that was said when it ends before. */
export const untilReady = async (amber: Amber): Promise<Amber> => {
  const ended = amber.ended().then((code) => {
    throw new Error(`npm start ended with ${code}:\n${amber.output()}`);
  });
  ended.catch(() => {});
  while (!/^Amber is ready at \S+$/m.test(amber.output())) {
    await Promise.race([once(amber.process.stdout!, 'data'), ended]);
  }
  return amber;
};
