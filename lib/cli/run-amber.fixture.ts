/** Runs the real command in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

export type Outcome = { code: number | null; stdout: string; stderr: string };
export type RunOptions = { env?: Record<string, string>; onStart?(child: ChildProcess): void };

export const MAIN = join(import.meta.dirname, 'main.ts');

export const runCommand = (
  file: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const { AMBER_STORE_PASSWORD: _, ...inherited } = process.env;
    const child = spawn(file, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...inherited, ...options.env },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
    options.onStart?.(child);
  });

export const runAmber = (args: readonly string[], options?: RunOptions): Promise<Outcome> =>
  runCommand(process.execPath, [MAIN, ...args], options);

/** With `--json`: standard output must be exactly one JSON object on one line, and standard error empty. */
export const runJson = async (args: readonly string[], options?: RunOptions) => {
  const { code, stdout, stderr } = await runAmber([...args, '--json'], options);
  if (stderr !== '' || !/^\{.*\}\n$/.test(stdout))
    throw new Error(`${stdout}\n--- standard error:\n${stderr}`);
  return { code, json: JSON.parse(stdout) };
};
