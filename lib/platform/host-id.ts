import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from './env.ts';

let known: string | undefined;

/**
 * Names this machine's installation (a UUID, kept in the data folder): servers that Amber starts belong to the
 * host that started them.
 */
export const hostId = (): string => {
  if (known) return known;
  const { dataDir } = env();
  const file = join(/* turbopackIgnore: true */ dataDir, 'host-id');
  mkdirSync(/* turbopackIgnore: true */ dataDir, { recursive: true });
  try {
    writeFileSync(/* turbopackIgnore: true */ file, `${randomUUID()}\n`, { flag: 'wx', flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  known = readFileSync(/* turbopackIgnore: true */ file, 'utf8').trim();
  return known;
};
