import type { Catalogue } from '#lib/domain/ports/catalogue';
import { type CatchUp, catchUp, ON_TIME_WITHIN } from '#lib/domain/schedule/catch-up';
import { settleSlot } from '#lib/domain/schedule/settle-slot';
import { slotReason } from '#lib/domain/slot';
import { beginBackup } from './begin-backup.ts';
import { recordMissed, slotOf } from './record-missed.ts';

type DuePolicy = NonNullable<Awaited<ReturnType<Catalogue['policies']['takeDue']>>>;

export type FireDueSlotPorts = {
  catalogue: Catalogue;
  log: { error(fields: object, text: string): void };
};

/** A policy that cannot be computed is looked at again after this: it must not keep the others waiting. Milliseconds. */
const RETRY_MS = 3_600_000;

/**
 * Settles one due policy in one transaction: its row stays locked while the slots are recorded, the backup and its job
 * are made and `nextAt` moves on, so that no worker and no crash makes a slot twice or loses one. False: none was due.
 */
export const fireDueSlot = ({ catalogue, log }: FireDueSlotPorts): Promise<boolean> =>
  catalogue.transaction(async (tx) => {
    const policy = await tx.policies.takeDue();
    if (policy === null) return false;
    const now = await tx.now();
    let due: CatchUp;
    try {
      due = catchUp(policy, policy.nextAt, now);
    } catch (error) {
      // A zone that this machine's tables do not know: the policy stays, and says so in the log.
      log.error({ err: error, dataStoreId: policy.dataStoreId }, 'a schedule cannot be computed');
      await tx.policies.setNext(policy.dataStoreId, new Date(now.getTime() + RETRY_MS));
      return true;
    }
    await recordMissed(tx, policy, due.missed);
    if (due.run !== null) await runSlot(tx, policy, due.run, due.late);
    await tx.policies.setNext(policy.dataStoreId, due.nextAt);
    return true;
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
  // Whatever holds the lease, the record names a reason.
  const why = decision.decision === 'skip' ? decision.reason : 'backup-running';
  const reason = slotReason({ kind: 'skipped', reason: why });
  await tx.slots.insert([{ ...slotOf(policy, nominalAt), outcome: 'skipped', reason, backupId: null }]);
};
