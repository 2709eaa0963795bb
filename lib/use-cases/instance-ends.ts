import type { DataStoreId } from '#lib/domain/ids';
import { removesItsServer, UNKNOWN_PORT } from '#lib/domain/instance';
import type { Catalogue, RestoreRecord } from '#lib/domain/ports/catalogue';
import type { TargetState } from '#lib/domain/restore';
import { isTimeZone } from '#lib/domain/validation/time-zone';
import { scheduleFromTheStart } from './schedule-from-the-start.ts';

/**
 * It holds what it was made for: from now on a data store like any other. The schedule that it begins with goes by the
 * clock of the store whose backup filled it.
 */
export const acceptInstance = async (
  tx: Catalogue,
  id: DataStoreId,
  filledFrom: DataStoreId,
): Promise<void> => {
  const [instance, store] = [await tx.instances.find(id), await tx.dataStores.find(id)];
  await tx.dataStores.setStatus(id, 'active', null);
  if (store !== null) await scheduleFromTheStart(tx, store, await zoneOf(tx, filledFrom));
  if (instance === null) return;
  if (removesItsServer(instance.provisioner)) await tx.instances.markReady(id);
  else await tx.instances.forget(id);
};

const zoneOf = async (tx: Catalogue, id: DataStoreId): Promise<string | undefined> => {
  const policy = await tx.policies.find(id);
  // this machine's tables may not know the zone any more
  return policy !== null && isTimeZone(policy.timeZone) ? policy.timeZone : undefined;
};

/** The store says why it came to nothing, and its keeper removes what there is of its server. */
export const giveUpInstance = async (tx: Catalogue, id: DataStoreId, reason: string): Promise<void> => {
  await tx.dataStores.setStatus(id, 'failed', reason);
  await tx.dataStores.setPort(id, UNKNOWN_PORT);
  await tx.instances.discard(id);
};

/**
 * The end of a restore that did not get through: what was made for it goes. A server that was there before stays, and
 * with it what was loaded so far: it is a data store then, with a restore that can be taken up again.
 */
export const endNewInstance = async (
  tx: Catalogue,
  { dataStoreId, touchedAt }: RestoreRecord,
  reason: string,
): Promise<TargetState> => {
  const instance = await tx.instances.find(dataStoreId);
  if (instance !== null && !removesItsServer(instance.provisioner) && touchedAt !== null) {
    await tx.instances.forget(dataStoreId);
    await tx.dataStores.probeSoon(dataStoreId);
    return 'incomplete';
  }
  await giveUpInstance(tx, dataStoreId, reason);
  return 'untouched';
};
