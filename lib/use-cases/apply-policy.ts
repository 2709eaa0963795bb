import { AmberError } from '#lib/domain/errors';
import type { DataStoreId } from '#lib/domain/ids';
import { changePolicy, POLICY_STALE, type Policy } from '#lib/domain/policy';
import { policyInput } from '#lib/domain/policy-form';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { parseRequest } from '#lib/domain/requests/parse-request';
import { previewRetentionChange } from '#lib/domain/retention/preview-retention-change';
import type { Actor } from '#lib/domain/roles';
import { catchUp } from '#lib/domain/schedule/catch-up';
import { nextSlots } from '#lib/domain/schedule/next-slots';
import { authorise } from './authorise.ts';
import { recordMissed } from './record-missed.ts';

/** Sets a store's schedule and retention; an editor that saw an older one gets a `conflict`. */
export const applyPolicy =
  ({ catalogue }: { catalogue: Catalogue }) =>
  async (actor: Actor | null, input: unknown): Promise<{ revision: number }> => {
    authorise(actor, 'apply-policy');
    const request = parseRequest(policyInput, input);
    const id = request.dataStoreId as DataStoreId;
    return await catalogue.transaction(async (tx) => {
      const store = await tx.dataStores.find(id);
      if (store === null) throw new AmberError('not-found', 'This data store is gone. Reload the page.');
      const stored = await tx.policies.find(id);
      const change = changePolicy(stored, request);
      if (change.outcome === 'stale') throw new AmberError('conflict', POLICY_STALE);
      const nextAt = await nextSlotOf(tx, change.policy);
      const saved = await tx.policies.save(change.policy, nextAt, stored?.revision ?? 0);
      if (!saved) throw new AmberError('conflict', POLICY_STALE);
      if (stored?.enabled && stored.nextAt) await recordOverdue(tx, stored, stored.nextAt, store.name);
      if (request.enabled && request.applyToExisting) await retain(tx, change.policy);
      return { revision: change.policy.revision };
    });
  };

/** Slots of the old schedule that came due and that no worker has settled yet would have no record otherwise. */
const recordOverdue = async (
  tx: Catalogue,
  old: Policy,
  nextAt: Date,
  dataStoreName: string,
): Promise<void> => {
  const now = await tx.now();
  for (let from: Date | null = nextAt; from !== null && from <= now; ) {
    const due = catchUp(old, from, now);
    await recordMissed(
      tx,
      { ...old, dataStoreName },
      due.run === null ? due.missed : [...due.missed, due.run],
    );
    from = due.nextAt;
  }
};

const nextSlotOf = async (tx: Catalogue, policy: Policy): Promise<Date | null> =>
  policy.enabled ? (nextSlots(policy, await tx.now(), 1)[0] ?? null) : null;

/** Gives the backups already taken the new retention; the sweep removes those whose time is over. */
const retain = async (tx: Catalogue, policy: Policy): Promise<void> => {
  // locked first: what ends or is pinned meanwhile waits, or is seen
  await tx.backups.lockRetained(policy.dataStoreId);
  const backups = await tx.backups.retained(policy.dataStoreId);
  const { expiries } = previewRetentionChange(backups, policy, await tx.now());
  await tx.backups.setExpiries(expiries);
};
