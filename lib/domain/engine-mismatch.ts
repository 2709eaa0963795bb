import type { EngineKind } from './data-store.ts';
import { AmberError } from './errors.ts';

const HELD: Record<EngineKind, string> = { redis: 'keys and their values', janusgraph: 'a graph' };
const TAKERS: Record<EngineKind, string> = {
  redis: 'a Redis, Valkey, KeyDB or Dragonfly',
  janusgraph: 'a JanusGraph',
};

/** Why a backup of one engine cannot go into a store of another, in words; null when it can. */
export const engineMismatch = (backup: EngineKind, store: EngineKind): string | null =>
  backup === store
    ? null
    : `This backup holds ${HELD[backup]}, which only ${TAKERS[backup]} can take. The target is ${TAKERS[store]}. Choose another target.`;

/** Throws `preflight-refused`, before anything is touched. */
export const requireSameEngine = (backup: EngineKind, store: EngineKind): void => {
  const mismatch = engineMismatch(backup, store);
  if (mismatch !== null) throw new AmberError('preflight-refused', mismatch);
};
