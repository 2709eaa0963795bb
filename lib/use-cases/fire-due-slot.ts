import type { Catalogue, NewSlot } from '#lib/domain/ports/catalogue';
import { catchUp, ON_TIME_WITHIN } from '#lib/domain/schedule/catch-up';
import { settleSlot } from '#lib/domain/schedule/settle-slot';
import { slotReason } from '#lib/domain/slot';
import { beginBackup } from './begin-backup.ts';

type DuePolicy = NonNullable<Awaited<ReturnType<Catalogue['policies']['takeDue']>>>;

/**
 * Settles one due policy in one transaction: its row stays locked while the slots are recorded, the backup and its job
 * are made and `nextAt` moves on, so that no worker and no crash makes a slot twice or loses one. False: none was due.
 */
export const fireDueSlot = ({ catalogue }: { catalogue: Catalogue }): Promise<boolean> =>
  catalogue.transaction(async (tx) => {
    const policy = await tx.policies.takeDue();
    if (policy === null) return false;
    const due = catchUp(policy, policy.nextAt, await tx.now());
    await tx.slots.insert(due.missed.map((nominalAt) => missedSlot(policy, nominalAt)));
    if (due.run !== null) await runSlot(tx, policy, due.run, due.late);
    await tx.policies.setNext(policy.dataStoreId, due.nextAt);
    return true;
  });

const slotOf = (policy: DuePolicy, nominalAt: Date) => ({
  dataStoreId: policy.dataStoreId,
  dataStoreName: policy.dataStoreName,
  nominalAt,
  timeZone: policy.timeZone,
});

const missedSlot = (policy: DuePolicy, nominalAt: Date): NewSlot => ({
  ...slotOf(policy, nominalAt),
  outcome: 'missed',
  reason: slotReason({ kind: 'missed' }),
  backupId: null,
});

const runSlot = async (tx: Catalogue, policy: DuePolicy, nominalAt: Date, late: boolean): Promise<void> => {
  const store = await tx.dataStores.find(policy.dataStoreId);
  if (store === null) return;
  const holder = await tx.leases.holder(store.id);
  let decision = settleSlot(store.status, holder?.kind ?? null);
  if (decision.decision === 'back-up') {
    const begun = await beginBackup(tx, store, {
      trigger: 'schedule',
      description: `Scheduled backup of ${store.name}, ${nominalAt.toISOString()}`,
      retentionDays: policy.retentionDays,
      requestKey: null,
    });
    if (begun.outcome === 'begun') {
      const reason = late
        ? `Caught up more than ${ON_TIME_WITHIN / 60_000} minutes late: no worker was running`
        : null;
      const backupId = begun.backupId;
      await tx.slots.insert([{ ...slotOf(policy, nominalAt), outcome: 'backup', reason, backupId }]);
      return;
    }
    // The lease was taken between the look and the try.
    decision = settleSlot(store.status, begun.kind);
  }
  const reason =
    decision.decision === 'skip' ? slotReason({ kind: 'skipped', reason: decision.reason }) : null;
  await tx.slots.insert([{ ...slotOf(policy, nominalAt), outcome: 'skipped', reason, backupId: null }]);
};
