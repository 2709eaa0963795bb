import { randomUUID } from 'node:crypto';
import { OWNER, until } from './installation.ts';
import {
  available,
  digestOf,
  digestOfBackup,
  type LoadContext,
  patiently,
  pick,
  type Target,
} from './load-context.ts';

const isEnd = (state: string): boolean => state !== 'pending' && state !== 'running';

const start = async (load: LoadContext, target: Target, backupId: string, safetyBackup: boolean) => {
  const request = {
    backupId,
    dataStoreId: target.id,
    safetyBackup,
    confirmation: safetyBackup ? '' : target.name,
    requestKey: randomUUID(),
  };
  return await patiently(() => load.amber.web.startRestore(OWNER, request));
};

/** Restores one backup and waits for its end; then looks whether the target holds what the restore says. */
export const restoreAndCompare = async (
  load: LoadContext,
  target: Target,
  random: () => number,
): Promise<void> => {
  const known = (await available(load)).filter((row) => digestOfBackup(load, row) !== undefined);
  const backup = pick(known, random);
  if (!backup) return;
  const expected = digestOfBackup(load, backup);
  const before = digestOf(target.server);
  const begun = await start(load, target, backup.id, random() < 0.8);
  if (begun === null) return;
  const { db } = load.amber;
  const operation = await until(
    async () => {
      const row = await patiently(() => load.amber.operation(begun.operationId));
      return row && isEnd(row.state) ? row : null;
    },
    `the restore ${begun.restoreId} ends`,
    300,
  );
  const row = await patiently(() => db.restore.findUniqueOrThrow({ where: { id: begun.restoreId } }));
  const { status, targetState, safetyBackupId } = row!;
  const after = digestOf(target.server);
  const what = `restore ${begun.restoreId} of ${backup.id} (${operation.state}, ${status}, ${targetState}, attempt ${operation.attempt})`;
  if (status !== operation.state) load.wrong.push(`${what}: two words for one end`);
  if (status === 'completed' && after !== expected) load.wrong.push(`${what}: other data`);
  if (targetState === 'untouched' && after !== before) load.wrong.push(`${what}: it was touched`);
  if (status === 'completed') load.completedRestores += 1;
  if (safetyBackupId) load.digests.set(safetyBackupId, before);
};
