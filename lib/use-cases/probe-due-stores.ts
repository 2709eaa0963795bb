import { safeMessage } from '#lib/domain/errors';
import type { DataStoreId } from '#lib/domain/ids';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import type { Engine } from '#lib/domain/ports/engine';

export type ProbePorts = { catalogue: Catalogue; engine: Pick<Engine, 'probe'> };

const EVERY_SECONDS = 30;
const AT_ONCE = 16;
const TIMEOUT_MS = 12_000;

/** Asks every store that is due how it is; gives how many were asked. */
export const probeDueStores = async (ports: ProbePorts, signal: AbortSignal): Promise<number> => {
  const due = await ports.catalogue.dataStores.takeDueProbes(AT_ONCE, EVERY_SECONDS);
  await Promise.all(due.map((id) => probeStore(ports, id, signal)));
  return due.length;
};

const probeStore = async ({ catalogue, engine }: ProbePorts, id: DataStoreId, signal: AbortSignal) => {
  const endpoint = await catalogue.dataStores.findEndpoint(id);
  if (endpoint === null) return;
  try {
    const probe = await engine.probe(endpoint, AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]));
    await catalogue.dataStores.saveProbe(id, probe);
  } catch (error) {
    if (!signal.aborted) await catalogue.dataStores.setStatus(id, 'unreachable', safeMessage(error));
  }
};
