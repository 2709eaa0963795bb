import type { RedisProbe } from '#lib/domain/data-store';

/** What a user without limits may run. */
export const MAY_ALL: RedisProbe['commands'] = {
  psync: true,
  scan: true,
  dump: true,
  restore: true,
  flushall: true,
  function: true,
  bgsave: true,
};
