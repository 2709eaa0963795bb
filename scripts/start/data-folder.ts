import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '#lib/platform/start-error';
import { takeLock } from './lock.ts';

/** Takes the data folder for this launcher, as a second one would stop the first one's database. */
export const takeDataFolder = (dataDir: string): (() => void) => {
  // as root, PostgreSQL's own user has to pass through; nobody else has any business there
  mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const lock = takeLock(join(dataDir, 'launcher.lock'));
  if (lock.taken) return lock.release;
  throw new StartError(
    `Amber already runs on ${dataDir} (process ${lock.heldBy}). Stop it first, or set AMBER_DATA_DIR and PORT for a second one.`,
  );
};
