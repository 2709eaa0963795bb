import type { DataStore } from '#lib/domain/data-store';
import { type BackupId, newBackupId, newOperationId, type OperationId } from '#lib/domain/ids';
import type { OperationKind } from '#lib/domain/operation';
import type { Catalogue, NewBackup } from '#lib/domain/ports/catalogue';

export type BegunBackup =
  | { outcome: 'begun'; backupId: BackupId; operationId: OperationId }
  | { outcome: 'busy'; kind: OperationKind; dataStoreName: string };

/** Backup, operation, lease and job in the caller's transaction: all of them or none. */
export const beginBackup = async (
  tx: Catalogue,
  store: Pick<DataStore, 'id' | 'name' | 'engine'>,
  wish: Pick<NewBackup, 'trigger' | 'description' | 'retentionDays' | 'requestKey'>,
): Promise<BegunBackup> => {
  const operationId = newOperationId();
  if (!(await tx.leases.take(store.id, operationId, 'backup'))) {
    const holder = await tx.leases.holder(store.id);
    return {
      outcome: 'busy',
      kind: holder?.kind ?? 'backup',
      dataStoreName: holder?.dataStoreName ?? store.name,
    };
  }
  const backupId = newBackupId();
  await tx.backups.insert({
    id: backupId,
    dataStoreId: store.id,
    dataStoreName: store.name,
    engine: store.engine,
    ...wish,
  });
  await tx.operations.insert({
    id: operationId,
    kind: 'backup',
    dataStoreId: store.id,
    dataStoreName: store.name,
    backupId,
    restoreId: null,
    subject: wish.description,
  });
  await tx.jobs.enqueue('backup', operationId);
  return { outcome: 'begun', backupId, operationId };
};

/** The backup that the same request key began before, if any. */
export const backupBegunBefore = async (
  tx: Catalogue,
  requestKey: string,
): Promise<{ backupId: BackupId; operationId: OperationId } | null> => {
  const known = await tx.backups.findByRequestKey(requestKey);
  const operation = known && (await tx.operations.findByBackup(known.id));
  return known && operation ? { backupId: known.id, operationId: operation.id } : null;
};

/** The sentence for a store that another operation has. */
export const busySentence = (storeName: string, kind: OperationKind): string =>
  `A ${kind} of ${storeName} is under way. Wait until it is through, or cancel it under Activity.`;
