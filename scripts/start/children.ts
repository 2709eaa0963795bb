import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './build-console.ts';

const WATCH = join(import.meta.dirname, 'end-with-parent.mjs');
/** A worker gives its jobs ten seconds and the servers that it runs fifteen, one after the other. */
const STOP_DEADLINE_MS = 40_000;

export type Child = { process: ChildProcess; exited: Promise<string> };

export type ChildOptions = {
  environment: NodeJS.ProcessEnv;
  /** Modules to load first. */
  imports?: string[];
  /** Shows what it prints on standard output. */
  talkative?: boolean;
};

/** Starts a Node process that ends when this one does. */
export const startChild = (args: string[], { environment, imports = [], talkative }: ChildOptions): Child => {
  const child = spawn(
    process.execPath,
    [...[WATCH, ...imports].flatMap((file) => ['--import', file]), ...args],
    { cwd: ROOT, env: environment, stdio: ['ignore', talkative ? 'inherit' : 'ignore', 'inherit', 'ipc'] },
  );
  const exited = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  return { process: child, exited };
};

/** Asks a child to end and waits for it; one that does not is ended hard, and said so. */
export const stopChild = async (child: Child | undefined): Promise<void> => {
  if (!child || child.process.exitCode !== null || child.process.signalCode !== null) return;
  child.process.kill('SIGTERM');
  const hard = setTimeout(() => {
    console.error(`Process ${child.process.pid} did not stop in ${STOP_DEADLINE_MS / 1000} s; it is ended.`);
    child.process.kill('SIGKILL');
  }, STOP_DEADLINE_MS);
  await child.exited;
  clearTimeout(hard);
};
