import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callCommand } from './call-command.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'amber-command-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const call = (script: string): Promise<string> => {
  const executable = join(folder, `${crypto.randomUUID()}.mjs`);
  writeFileSync(executable, `#!${process.execPath}\n${script}`, { mode: 0o700 });
  return callCommand({
    ...{ name: 'TEST', executable, action: 'create', input: {}, deadline: 60_000 },
    signal: new AbortController().signal,
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
