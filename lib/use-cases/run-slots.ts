import type { OperationKind } from '#lib/domain/operation';
import type { Catalogue, DuePolicy, NewSlot } from '#lib/domain/ports/catalogue';
import { tierSpanSeconds } from '#lib/domain/retention/tier-span';
import { type CatchUp, ON_TIME_WITHIN } from '#lib/domain/schedule/catch-up';
import { tiersDueAt } from '#lib/domain/schedule/next-slots';
import { settleSlot } from '#lib/domain/schedule/settle-slot';
import { slotReason } from '#lib/domain/slot';
import { type BackupWish, type BegunBackup, beginBackups } from './begin-backup.ts';
import { slotOf } from './record-missed.ts';

const LATE = `Caught up more than ${ON_TIME_WITHIN / 60_000} minutes late: no worker was running`;

type Run = { policy: DuePolicy; nominalAt: Date; late: boolean };

/** Begins the backups of the slots that are to run now; gives the record of each. */
export const runSlots = async (
  tx: Catalogue,
  due: readonly { policy: DuePolicy; due: Pick<CatchUp, 'run' | 'late'> }[],
): Promise<NewSlot[]> => {
  const runs = due.flatMap(({ policy, due: { run, late } }): Run[] =>
    run === null ? [] : [{ policy, nominalAt: run, late }],
  );
  const holders = await tx.leases.holders(runs.map(({ policy }) => policy.store.id));
  const isFree = ({ policy: { store } }: Run) =>
    settleSlot(store.status, holders.get(store.id)?.kind ?? null).decision === 'back-up';
  const free = runs.filter(isFree);
  const begun = await beginBackups(tx, free.map(wishOf));
  return [
    ...free.map((run, index) => slotFrom(run, begun[index]!)),
    ...runs
      .filter((run) => !isFree(run))
      .map((run) => skipped(run, holders.get(run.policy.store.id)?.kind ?? null)),
  ];
};

const wishOf = ({ policy, nominalAt }: Run): BackupWish => ({
  store: policy.store,
  trigger: 'schedule',
  description: `Scheduled backup of ${policy.store.name}, ${nominalAt.toISOString()}`,
  ...keptFor(policy, nominalAt),
  requestKey: null,
});

/** What a plan keeps wears the tiers that are due in its slot, and is kept by the last of them. */
const keptFor = (policy: DuePolicy, nominalAt: Date) => {
  if (policy.kind === 'grid') return { retentionDays: policy.retentionDays };
  const tiers = tiersDueAt(policy, nominalAt);
  const retentionSeconds = tierSpanSeconds(tiers, nominalAt, policy);
  return { tiers, retentionDays: null, retentionSeconds, slotAt: nominalAt };
};

const slotFrom = (run: Run, begun: BegunBackup): NewSlot => {
  // The lease was taken between the look and the try.
  if (begun.outcome === 'busy') return skipped(run, begun.kind);
  const reason = run.late ? LATE : null;
  return { ...recordOf(run), outcome: 'backup', reason, backupId: begun.backupId };
};

const skipped = (run: Run, holder: OperationKind | null): NewSlot => {
  const decision = settleSlot(run.policy.store.status, holder);
  // Whatever holds the lease, the record names a reason.
  const why = decision.decision === 'skip' ? decision.reason : 'backup-running';
  const reason = slotReason({ kind: 'skipped', reason: why });
  return { ...recordOf(run), outcome: 'skipped', reason, backupId: null };
};

const recordOf = ({ policy, nominalAt }: Run) =>
  slotOf({ ...policy, dataStoreName: policy.store.name }, nominalAt);
