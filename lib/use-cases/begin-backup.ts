import type { DataStore } from '#lib/domain/data-store';
import { type BackupId, newBackupId, newOperationId, type OperationId } from '#lib/domain/ids';
import type { OperationKind } from '#lib/domain/operation';
import type { Catalogue, NewBackup } from '#lib/domain/ports/catalogue';

export type BegunBackup =
  | { outcome: 'begun'; backupId: BackupId; operationId: OperationId }
  | { outcome: 'busy'; kind: OperationKind; dataStoreName: string };

export type BackupWish = Omit<NewBackup, 'id' | 'dataStoreId' | 'dataStoreName' | 'engine'> & {
  store: Pick<DataStore, 'id' | 'name' | 'engine'>;
};

/**
 * Backup, operation, lease and job of each in the caller's transaction: all of them or none. One store is named once;
 * the answers come in the order of the wishes.
 */
export const beginBackups = async (tx: Catalogue, wishes: readonly BackupWish[]): Promise<BegunBackup[]> => {
  const drafts = wishes.map((wish) => ({ wish, backupId: newBackupId(), operationId: newOperationId() }));
  if (drafts.length === 0) return [];
  const taken = await tx.leases.takeAll(
    drafts.map(({ wish, operationId }) => ({ dataStoreId: wish.store.id, operationId })),
    'backup',
  );
  await insertRows(
    tx,
    drafts.filter(({ operationId }) => taken.has(operationId)),
  );
  const busy = drafts.filter(({ operationId }) => !taken.has(operationId));
  const holders = await tx.leases.holders(busy.map(({ wish }) => wish.store.id));
  return drafts.map(({ wish: { store }, backupId, operationId }): BegunBackup => {
    if (taken.has(operationId)) return { outcome: 'begun', backupId, operationId };
    const { kind = 'backup', dataStoreName = store.name } = holders.get(store.id) ?? {};
    return { outcome: 'busy', kind, dataStoreName };
  });
};

type Draft = { wish: BackupWish; backupId: BackupId; operationId: OperationId };

const insertRows = async (tx: Catalogue, drafts: readonly Draft[]): Promise<void> => {
  if (drafts.length === 0) return;
  await tx.backups.insertAll(
    drafts.map(({ wish: { store, ...wish }, backupId }) => ({
      id: backupId,
      dataStoreId: store.id,
      dataStoreName: store.name,
      engine: store.engine,
      ...wish,
    })),
  );
  await tx.operations.insertAll(
    drafts.map(({ wish: { store, description }, backupId, operationId }) => ({
      id: operationId,
      kind: 'backup',
      dataStoreId: store.id,
      dataStoreName: store.name,
      backupId,
      restoreId: null,
      subject: description,
    })),
  );
  await tx.jobs.enqueueAll(
    'backup',
    drafts.map(({ operationId }) => operationId),
  );
};

export const beginBackup = async (tx: Catalogue, wish: BackupWish): Promise<BegunBackup> =>
  (await beginBackups(tx, [wish]))[0]!;

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
