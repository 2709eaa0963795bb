import { DEFAULT_RETENTION_DAYS } from '#lib/domain/backup';
import { AmberError } from '#lib/domain/errors';
import type { BackupId, DataStoreId, OperationId } from '#lib/domain/ids';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { parseRequest } from '#lib/domain/requests/parse-request';
import { startBackupRequest } from '#lib/domain/requests/start-backup';
import type { Actor } from '#lib/domain/roles';
import { authorise } from './authorise.ts';
import { backupBegunBefore, beginBackup, busySentence } from './begin-backup.ts';

/** A manual backup. The same request key gives the backup that is there already. */
export const startBackup =
  ({ catalogue }: { catalogue: Catalogue }) =>
  async (actor: Actor | null, input: unknown): Promise<{ backupId: BackupId; operationId: OperationId }> => {
    authorise(actor, 'start-backup');
    const request = parseRequest(startBackupRequest, input);
    return await catalogue.transaction(async (tx) => {
      const before = await backupBegunBefore(tx, request.requestKey);
      if (before) return before;
      const store = await tx.dataStores.find(request.dataStoreId as DataStoreId);
      if (store === null) throw new AmberError('not-found', 'This data store is gone. Reload the page.');
      const begun = await beginBackup(tx, {
        store,
        trigger: 'manual',
        description: request.description || `Manual backup of ${store.name}`,
        ...(await keptFor(tx, store.id, request.retentionDays)),
        requestKey: request.requestKey,
      });
      if (begun.outcome === 'busy')
        throw new AmberError('busy', busySentence(begun.dataStoreName, begun.kind));
      return begun;
    });
  };

/** Without a retention of its own it is, on a store with a plan, the on-demand one that the next one replaces. */
const keptFor = async (tx: Catalogue, dataStoreId: DataStoreId, retentionDays: number | null) => {
  if (retentionDays !== null) return { retentionDays };
  const policy = await tx.policies.find(dataStoreId);
  return policy?.enabled && policy.kind === 'plan'
    ? { retentionDays: null, tiers: ['on-demand' as const] }
    : { retentionDays: DEFAULT_RETENTION_DAYS };
};
