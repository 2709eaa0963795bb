import type { SnapshotMethod } from '#lib/domain/backup';
import { AmberError } from '#lib/domain/errors';
import { PRODUCT_NAMES, type Probe } from '#lib/domain/data-store';

export type ChosenMethod = { method: SnapshotMethod; /** A sentence. */ reason: string };

/** `replica` where the store allows it: it is point in time and the fastest; else `scan`. */
export const chooseMethod = (probe: Probe, wanted: SnapshotMethod | 'auto'): ChosenMethod => {
  if (wanted !== 'auto') return { method: wanted, reason: `Method ${wanted}, as asked for` };
  if (probe.product === 'dragonfly') {
    return { method: 'scan', reason: `Scan, fuzzy: ${PRODUCT_NAMES.dragonfly} keeps its replication to itself` };
  }
  if (!probe.commands.psync) {
    return { method: 'scan', reason: 'Scan, fuzzy: this user may not run PSYNC' };
  }
  return { method: 'replica', reason: 'Replica, point in time' };
};

/** Refuses a method that the store does not allow, before anything is begun. */
export const requireMethod = (probe: Probe, method: SnapshotMethod): void => {
  if (method === 'replica' && (probe.product === 'dragonfly' || !probe.commands.psync)) {
    throw new AmberError('store-unsupported', 'This store does not let a user play its replica. Use the method scan.');
  }
};
