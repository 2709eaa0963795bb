import type { DataStore } from '#lib/domain/data-store';
import { firstPolicy } from '#lib/domain/policy';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { nextSlots } from '#lib/domain/schedule/next-slots';

/**
 * Gives a store that was just inserted the schedule that its engine begins with, in the caller's transaction. True: it
 * has one now. A store that has a schedule already keeps it.
 */
export const scheduleFromTheStart = async (
  tx: Catalogue,
  { id, engine }: Pick<DataStore, 'id' | 'engine'>,
  timeZone = 'UTC',
): Promise<boolean> => {
  const policy = firstPolicy(id, engine, timeZone);
  if (policy === null) return false;
  const [nextAt = null] = nextSlots(policy, await tx.now(), 1);
  return await tx.policies.save(policy, nextAt, 0);
};
