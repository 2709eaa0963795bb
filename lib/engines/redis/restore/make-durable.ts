import type { RedisProbe } from '#lib/domain/data-store';
import type { Run } from '#lib/domain/operation';
import type { KeyRestoreFacts } from '#lib/domain/restore';
import type { RedisConnection } from '#lib/engines/redis/connection/redis-connection';
import { awaitAppendOnlyFile } from './await-append-only-file.ts';
import { saveSnapshot } from './save-snapshot.ts';

/**
 * Waits until the target has the data on its disk, as far as it keeps any there. Throws `restore-incomplete` when it
 * tried and failed.
 */
export const makeDurable = async (
  connection: RedisConnection,
  target: RedisProbe,
  run: Run,
): Promise<KeyRestoreFacts['durability']> => {
  // With both, the server starts from its append-only file.
  if (target.persistence.appendOnly) return await awaitAppendOnlyFile(connection, run);
  if (!target.persistence.saving) return 'memory';
  return await saveSnapshot(connection, run);
};
