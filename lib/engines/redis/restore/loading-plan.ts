import type { RedisProbe } from '#lib/domain/data-store';
import { holdsFunctions } from '#lib/engines/redis/preflight/artefact';
import { chooseFooterVersion } from '#lib/engines/redis/rdb/dump-payload';
import type { RdbMagic } from '#lib/engines/redis/rdb/rdb-types';

/** What loading needs to know of the target. */
export type LoadingPlan = {
  /** Footer version to write, by raw type byte; -1 where the target takes none. */
  footers: Int16Array;
  magic: RdbMagic;
  maxBulkBytes: number;
  functions: boolean;
  /** Keeps the expiry of a set's members (KeyDB). */
  memberExpiries: boolean;
  /** Refuses collections whose members have all expired, and shortens far expiries. */
  dragonfly: boolean;
};

export const planLoading = (target: RedisProbe, magic: RdbMagic): LoadingPlan => {
  const footers = new Int16Array(256);
  for (let type = 0; type < footers.length; type += 1) {
    footers[type] = chooseFooterVersion(type, target.restoreVersions, magic) ?? -1;
  }
  return {
    footers,
    magic,
    maxBulkBytes: target.maxBulkBytes,
    functions: holdsFunctions(target),
    memberExpiries: target.product === 'keydb',
    dragonfly: target.product === 'dragonfly',
  };
};
