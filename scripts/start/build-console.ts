import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { StartError } from '#lib/platform/start-error';
import { sourceHash } from './source-hash.ts';

export const ROOT = join(import.meta.dirname, '../..');
export const NEXT = join(ROOT, 'node_modules/next/dist/bin/next');
const MARK = join(ROOT, '.next/amber-sources');

const isBuilt = (hash: string): boolean =>
  existsSync(join(ROOT, '.next/BUILD_ID')) && existsSync(MARK) && readFileSync(MARK, 'utf8') === hash;

/** Builds the pages, unless the last build was made of the same sources and settings. */
export const buildConsole = async (dataDir: string, signal: AbortSignal): Promise<void> => {
  const hash = sourceHash(ROOT, [relative(ROOT, dataDir)]);
  if (isBuilt(hash)) return;
  console.error('Building the console …');
  rmSync(MARK, { force: true });
  const child = spawn(process.execPath, [NEXT, 'build'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    signal,
  });
  let words = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (words += chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new StartError(`The console could not be built:\n${words}`);
  writeFileSync(MARK, hash);
};
