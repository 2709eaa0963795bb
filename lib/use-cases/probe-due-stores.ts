import type { EngineKind } from '#lib/domain/data-store';
import { safeMessage } from '#lib/domain/errors';
import type { DataStoreId } from '#lib/domain/ids';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import type { AskingEngine } from '#lib/domain/ports/engine';
import { probeLimit } from './probe-limit.ts';

export type ProbePorts = {
  catalogue: Catalogue;
  workerId: string;
  engines: Record<EngineKind, Pick<AskingEngine, 'probe'>>;
  log: { warn(fields: object, text: string): void };
};

const EVERY_SECONDS = 30;
const AT_ONCE = 16;

/**
 * Asks every store that is due how it is; gives whether there may be more. It does not wait for them: a store that does
 * not answer for seconds must not keep the others waiting.
 */
export const probeDueStores = (ports: ProbePorts): ((signal: AbortSignal) => Promise<boolean>) => {
  const asked = new Set<Promise<void>>();
  return async (signal) => {
    if (asked.size === AT_ONCE) await Promise.race(asked);
    const room = AT_ONCE - asked.size;
    const due = await ports.catalogue.dataStores.takeDueProbes(room, EVERY_SECONDS, ports.workerId);
    for (const id of due) {
      const probing: Promise<void> = probeStore(ports, id, signal).finally(() => asked.delete(probing));
      asked.add(probing);
    }
    return due.length > 0;
  };
};

/** Never rejects. */
const probeStore = async ({ catalogue, engines, log }: ProbePorts, id: DataStoreId, signal: AbortSignal) => {
  try {
    const endpoint = await catalogue.dataStores.findEndpoint(id);
    if (endpoint === null) return;
    const askedAt = await catalogue.now();
    try {
      const probe = await engines[endpoint.engine].probe(endpoint, AbortSignal.any([signal, probeLimit()]));
      await catalogue.dataStores.saveProbe(id, probe, askedAt);
    } catch (error) {
      if (!signal.aborted) await catalogue.dataStores.saveUnreachable(id, safeMessage(error), askedAt);
    }
  } catch (error) {
    log.warn({ dataStoreId: id, err: error }, 'a probe could not be saved');
  }
};
