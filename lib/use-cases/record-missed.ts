import type { DataStoreId } from '#lib/domain/ids';
import type { Catalogue, NewSlot } from '#lib/domain/ports/catalogue';
import { slotReason } from '#lib/domain/slot';

type OfPolicy = { dataStoreId: DataStoreId; dataStoreName: string; timeZone: string };

/** What every slot of a policy has in common. */
export const slotOf = ({ dataStoreId, dataStoreName, timeZone }: OfPolicy, nominalAt: Date) => ({
  dataStoreId,
  dataStoreName,
  nominalAt,
  timeZone,
});

/** The records of slots that came due and were not run. */
export const missedSlots = (policy: OfPolicy, missed: readonly Date[]): NewSlot[] =>
  missed.map((nominalAt) => ({
    ...slotOf(policy, nominalAt),
    outcome: 'missed',
    reason: slotReason({ kind: 'missed' }),
    backupId: null,
  }));

/** Writes down slots that came due and were not run. */
export const recordMissed = (tx: Catalogue, policy: OfPolicy, missed: readonly Date[]): Promise<void> =>
  tx.slots.insert(missedSlots(policy, missed));
