import type { DataStoreId } from '#lib/domain/ids';
import type { Catalogue, DuePolicy, NewSlot } from '#lib/domain/ports/catalogue';
import { type CatchUp, catchUp } from '#lib/domain/schedule/catch-up';
import { missedSlots } from './record-missed.ts';
import { runSlots } from './run-slots.ts';

export type FireDueSlotsPorts = {
  catalogue: Catalogue;
  log: { error(fields: object, text: string): void };
};

/** So many policies a transaction: their rows are locked meanwhile, and other workers take the next ones. */
const BATCH = 500;
/** Slots that a long outage left behind: a transaction settles so many of them, and the rest comes next. */
const SLOTS = 5_000;
/** A policy that cannot be computed is looked at again after this: it must not keep the others waiting. Milliseconds. */
const RETRY_MS = 3_600_000;

/**
 * Settles due policies in one transaction: their rows stay locked while the slots are recorded, the backups and their
 * jobs are made and `nextAt` moves on, so that no worker and no crash makes a slot twice or loses one. What makes a
 * batch fail may be one of its policies: each is then settled in a transaction of its own. False: nothing was settled.
 */
export const fireDueSlots = async ({ catalogue, log }: FireDueSlotsPorts): Promise<boolean> => {
  let taken: DataStoreId[] = [];
  try {
    await catalogue.transaction(async (tx) => {
      const policies = await tx.policies.takeDue(BATCH);
      taken = policies.map(({ dataStoreId }) => dataStoreId);
      await settle(tx, policies, log);
    });
    return taken.length > 0;
  } catch (error) {
    if (taken.length < 2) throw error;
    log.error({ err: error, policies: taken.length }, 'due schedules are settled one by one');
    return await fireOneByOne({ catalogue, log }, taken);
  }
};

const fireOneByOne = async (
  { catalogue, log }: FireDueSlotsPorts,
  dataStoreIds: readonly DataStoreId[],
): Promise<boolean> => {
  let settled = 0;
  for (const dataStoreId of dataStoreIds) {
    try {
      await catalogue.transaction(async (tx) => settle(tx, await tx.policies.takeDue(1, [dataStoreId]), log));
      settled += 1;
    } catch (error) {
      log.error({ err: error, dataStoreId }, 'a schedule cannot be settled');
    }
  }
  return settled > 0;
};

type Due = { policy: DuePolicy; due: CatchUp };

const settle = async (
  tx: Catalogue,
  policies: readonly DuePolicy[],
  log: FireDueSlotsPorts['log'],
): Promise<void> => {
  if (policies.length === 0) return;
  const now = await tx.now();
  const next: { dataStoreId: DataStoreId; nextAt: Date | null }[] = [];
  const slots: NewSlot[] = [];
  const runs: Due[] = [];
  for (const policy of policies) {
    if (slots.length >= SLOTS) break;
    const due = computeDue(policy, now, log);
    const nextAt = due === null ? new Date(now.getTime() + RETRY_MS) : due.nextAt;
    next.push({ dataStoreId: policy.dataStoreId, nextAt });
    if (due === null) continue;
    slots.push(...missedSlots({ ...policy, dataStoreName: policy.store.name }, due.missed));
    runs.push({ policy, due });
  }
  slots.push(...(await runSlots(tx, runs)));
  await tx.slots.insert(slots);
  await tx.policies.setNext(next);
};

const computeDue = (policy: DuePolicy, now: Date, log: FireDueSlotsPorts['log']): CatchUp | null => {
  try {
    return catchUp(policy, policy.nextAt, now);
  } catch (error) {
    // A zone that this machine's tables do not know: the policy stays, and says so in the log.
    log.error({ err: error, dataStoreId: policy.dataStoreId }, 'a schedule cannot be computed');
    return null;
  }
};
