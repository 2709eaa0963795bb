import { AmberError } from '#lib/domain/errors';
import type { Engines } from '#lib/domain/ports/engine';
import { redisEngine } from '#lib/engines/redis/redis-engine';
import { askingEngines } from './asking-engines.ts';

const unbuilt = async (): Promise<never> => {
  throw new AmberError('store-unsupported', 'JanusGraph is not built yet.');
};

/** One engine a family of stores; what the worker runs. */
export const engines: Engines = {
  redis: redisEngine,
  janusgraph: { ...askingEngines.janusgraph, snapshot: unbuilt, inspect: unbuilt, restore: unbuilt },
};
