import { access, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { db } from '#lib/db/client';
import { countLivingWorkers } from '#lib/db/worker-beat';
import { type Readiness, readiness } from '#lib/http/readiness';
import { env } from '#lib/platform/env';
import { log } from '#lib/platform/log';

const database = async (): Promise<void> => {
  try {
    await db().$queryRaw`SELECT 1`;
  } catch (error) {
    log().warn({ err: error }, 'the database does not answer');
    throw new Error('the database does not answer');
  }
};

const storage = async (): Promise<void> => {
  const folder = join(/* turbopackIgnore: true */ env().dataDir, 'storage');
  try {
    await mkdir(/* turbopackIgnore: true */ folder, { recursive: true });
    await access(/* turbopackIgnore: true */ folder, constants.R_OK | constants.W_OK);
  } catch {
    throw new Error('the storage folder cannot be used');
  }
};

const worker = async (): Promise<void> => {
  if ((await countLivingWorkers(db()).catch(() => 0)) === 0) throw new Error('no worker is running');
};

export const currentReadiness = (): Promise<Readiness> => readiness({ database, storage, worker });
