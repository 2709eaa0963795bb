import { join } from 'node:path';
import { db } from '#lib/db/client';
import { recordedStorageId } from '#lib/db/storage-id';
import { countLivingWorkers } from '#lib/db/worker-beat';
import { safeMessage } from '#lib/domain/errors';
import { env } from '#lib/platform/env';
import { log } from '#lib/platform/log';
import { requireStorage } from '#lib/storage/local/id-file';
import { checkReadiness, type Readiness } from '#lib/use-cases/check-readiness';

const database = async (): Promise<void> => {
  try {
    await db().$queryRaw`SELECT 1`;
  } catch (error) {
    log().warn({ err: error }, 'the database does not answer');
    throw new Error('the database does not answer');
  }
};

const storage = async (): Promise<void> => {
  const id = await recordedStorageId(db()).catch(() => null);
  if (id === null) throw new Error('it is not known which storage to use');
  try {
    await requireStorage(join(/* turbopackIgnore: true */ env().dataDir, 'storage'), id);
  } catch (error) {
    throw new Error(safeMessage(error));
  }
};

const worker = async (): Promise<void> => {
  if ((await countLivingWorkers(db()).catch(() => 0)) === 0) throw new Error('no worker is running');
};

/** How long an answer is good for: however many ask at the same time, the checks run once. */
const FRESH_MS = 500;
let last: { answer: Promise<Readiness>; until: number } | undefined;

/** Whether this console can do its work, and what is missing if not. */
export const currentReadiness = (): Promise<Readiness> => {
  if (last && performance.now() < last.until) return last.answer;
  const asked = {
    answer: checkReadiness({ database, storage, worker }),
    until: Number.POSITIVE_INFINITY,
  };
  last = asked;
  void asked.answer.finally(() => {
    asked.until = performance.now() + FRESH_MS;
  });
  return asked.answer;
};
