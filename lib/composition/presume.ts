import type { EngineKind } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';
import { presumeProbe } from '#lib/engines/redis/probe/presume-probe';
import type { Presume } from '#lib/use-cases/place-new-instance';

/** What an empty server that Amber starts would say of itself, by engine. */
export const presume: Record<EngineKind, Presume> = {
  redis: ({ product, version }, { databases }) => {
    if (product === 'janusgraph') throw new AmberError('internal', 'No server of the Redis family');
    return presumeProbe({ product, version, databases: Math.max(16, databases) });
  },
  janusgraph: () => {
    throw new AmberError('store-unsupported', 'JanusGraph is not built yet.');
  },
};
