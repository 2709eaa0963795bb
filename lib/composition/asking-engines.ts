import type { AskingEngines } from '#lib/domain/ports/engine';
import { askingJanusGraph } from '#lib/engines/janusgraph/asking-engine';
import { askingRedis } from '#lib/engines/redis/asking-engine';

/** Of each engine what asks, never what moves data: all that the console loads. */
export const askingEngines: AskingEngines = { redis: askingRedis, janusgraph: askingJanusGraph };
