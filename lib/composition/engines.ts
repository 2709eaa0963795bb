import type { Engines } from '#lib/domain/ports/engine';
import { janusGraphEngine } from '#lib/engines/janusgraph/janusgraph-engine';
import { redisEngine } from '#lib/engines/redis/redis-engine';

/** One engine a family of stores; what the worker runs. */
export const engines: Engines = { redis: redisEngine, janusgraph: janusGraphEngine };
