import { setTimeout as sleep } from 'node:timers/promises';
import { AmberError } from '#lib/domain/errors';
import type { DataStoreId } from '#lib/domain/ids';
import type { Run } from '#lib/domain/operation';
import type { Catalogue } from '#lib/domain/ports/catalogue';

const LOOK_MS = 200;

/** Returns when the server behind a new data store answers; its keeper makes it meanwhile. */
export const awaitInstance = async (catalogue: Catalogue, id: DataStoreId, run: Run): Promise<void> => {
  for (let said: string | null = null; ; ) {
    const instance = await catalogue.instances.find(id);
    const store = await catalogue.dataStores.find(id);
    if (instance === null || instance.abandoned || store === null || store.status === 'failed')
      throw new AmberError('store-error', store?.statusReason ?? 'The new data store is gone.');
    if (instance.up) return;
    const phase = instance.progress ?? 'Waiting for the server';
    run.progress({ phase, bytes: 0, keys: 0 });
    if (phase !== said) run.log(`${phase}.`);
    said = phase;
    await sleep(LOOK_MS, undefined, { signal: run.signal });
  }
};
