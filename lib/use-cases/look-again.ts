import type { Endpoint, Probe } from '#lib/domain/data-store';
import type { DataStoreId } from '#lib/domain/ids';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import type { AskingEngines } from '#lib/domain/ports/engine';

/** What a store says of itself at the end of an operation; null: it did not say so soon. */
export type Look = { probe: Probe; askedAt: Date } | null;

/** The work is through by then: it must not wait for long. Milliseconds. */
const LIMIT_MS = 3_000;

export const lookAgain = async (
  catalogue: Catalogue,
  engines: AskingEngines,
  endpoint: Endpoint,
): Promise<Look> => {
  try {
    const askedAt = await catalogue.now();
    return { askedAt, probe: await engines[endpoint.engine].probe(endpoint, AbortSignal.timeout(LIMIT_MS)) };
  } catch {
    return null;
  }
};

/** In the transaction that ends the operation: whoever reads its end reads the keys that are there now. */
export const saveLook = async (tx: Catalogue, id: DataStoreId, look: Look): Promise<void> => {
  if (look !== null) await tx.dataStores.saveProbe(id, look.probe, look.askedAt);
  else await tx.dataStores.probeSoon(id);
};
