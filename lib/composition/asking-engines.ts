import { AmberError } from '#lib/domain/errors';
import type { AskingEngine, AskingEngines } from '#lib/domain/ports/engine';
import { askingRedis } from '#lib/engines/redis/asking-engine';

const unbuilt = (): never => {
  throw new AmberError('store-unsupported', 'JanusGraph is not built yet.');
};
const askingJanusgraph: AskingEngine = {
  probe: async () => unbuilt(),
  backupRefusal: unbuilt,
  preflight: unbuilt,
  methods: unbuilt,
  presume: unbuilt,
};

/** Of each engine what asks, never what moves data: all that the console loads. */
export const askingEngines: AskingEngines = { redis: askingRedis, janusgraph: askingJanusgraph };
