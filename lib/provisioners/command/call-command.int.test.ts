import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { callCommand } from './call-command.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'amber-command-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
  const pid = readStayer();
  if (pid !== null) process.kill(pid, 'SIGKILL');
  rmSync(stayer(), { force: true });
});

const stayer = () => join(folder, 'stayer');
const readStayer = () => (existsSync(stayer()) ? Number(readFileSync(stayer(), 'utf8')) : null);

const call = (
  script: string,
  { deadline = 60_000, signal = new AbortController().signal } = {},
): Promise<string> => {
  const executable = join(folder, `${crypto.randomUUID()}.mjs`);
  writeFileSync(executable, `#!${process.execPath}\n${script}`, { mode: 0o700 });
  return callCommand({
    ...{ name: 'TEST', executable, action: 'create', input: {}, deadline, signal },
  });
};

/** After one letter, two bytes each: wherever a pipe of even pages is cut, a character is. */
const split = (count: number) => `a${'é'.repeat(count)}`;

it('reads characters that are split between two chunks', async () => {
  expect(await call(`process.stdout.write('a' + 'é'.repeat(100_000))`)).toBe(split(100_000));
});

it('says what it wrote last with its characters whole', async () => {
  const wrote = call(`process.stderr.write('a' + 'é'.repeat(32_850)); process.exitCode = 3`);
  await expect(wrote).rejects.toThrow(
    `The command TEST ended with code 3 at “create”. It said: ${'é'.repeat(300)}`,
  );
});

it('counts its output in bytes', async () => {
  expect(await call(`process.stdout.write('é'.repeat(2 ** 19))`)).toHaveLength(2 ** 19);
  await expect(call(`process.stdout.write('a' + 'é'.repeat(2 ** 19))`)).rejects.toThrow('more than 1 MiB');
});

/** Starts a process in a session of its own that stays, and keeps the pipes. */
const leaveOneBehind = () => `
  import { spawn } from 'node:child_process';
  import { writeFileSync } from 'node:fs';
  const stays = spawn('sleep', ['600'], { detached: true, stdio: 'inherit' });
  writeFileSync(${JSON.stringify(stayer())}, String(stays.pid));
  stays.unref();`;
const HANGS = 'setInterval(() => {}, 1_000);';

it('has its answer although a process that it leaves behind keeps its output open', async () => {
  const script = `${leaveOneBehind()}\nprocess.stdout.write('done')`;
  expect(await call(script)).toBe('done');
  // what it made is not ended with it
  expect(() => process.kill(readStayer()!, 0)).not.toThrow();
});

it('ends it at the deadline although a process that it left behind keeps its output open', async () => {
  await expect(call(leaveOneBehind() + HANGS, { deadline: 2_000 })).rejects.toThrow(
    'The command TEST did not answer “create” within 2 s and was ended.',
  );
  expect(readStayer()).not.toBeNull();
});

it('ends it at a signal although a process that it left behind keeps its output open', async () => {
  const stop = new AbortController();
  const over = expect(call(leaveOneBehind() + HANGS, { signal: stop.signal })).rejects.toThrow('Enough');
  await vi.waitFor(() => expect(readStayer()).not.toBeNull(), { timeout: 10_000 });
  stop.abort(new Error('Enough'));
  await over;
});
