import type { RdbFacts } from '#lib/domain/rdb-facts';

/** Stock servers that load the file as it is: `redis >= 7.0`, `valkey >= 8.0`, `keydb`, `dragonfly`. */
export const loadableBy = (_facts: RdbFacts): string[] => [];
