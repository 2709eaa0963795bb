import type { Endpoint } from '#lib/domain/data-store';
import { AmberError, safeMessage } from '#lib/domain/errors';
import type { DataStoreId } from '#lib/domain/ids';
import { type Instance, NO_SERVER_PROGRAM } from '#lib/domain/instance';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import type { LocalServers } from '#lib/domain/ports/instances';

export type KeepInstancesPorts = {
  catalogue: Catalogue;
  servers: LocalServers;
  hostId: string;
  workerId: string;
  /** Writes the sample data into an empty store. */
  fillSample(endpoint: Endpoint, signal: AbortSignal): Promise<void>;
  log: { info(fields: object, text: string): void; warn(fields: object, text: string): void };
};

/**
 * Keeps the servers of this host as the catalogue has them: starts those that are not up, fills new ones, removes those
 * whose data store was deleted. Safe to repeat, and after a kill at any line.
 */
export const keepInstances =
  (ports: KeepInstancesPorts) =>
  async (signal: AbortSignal): Promise<void> => {
    for (const instance of await ports.catalogue.instances.take(ports.hostId, ports.workerId)) {
      signal.throwIfAborted();
      if (instance.abandoned) await removeServer(ports, instance.dataStoreId);
      else if (instance.ready) await restart(ports, instance.dataStoreId);
      else await make(ports, instance.dataStoreId, signal);
    }
  };

/** Ends the servers that this worker kept, with their data saved: the next worker of this host starts them again. */
export const leaveInstances = async ({
  catalogue,
  servers,
  hostId,
  workerId,
}: Pick<KeepInstancesPorts, 'catalogue' | 'servers' | 'hostId' | 'workerId'>): Promise<void> => {
  const kept: Instance[] = await catalogue.instances.take(hostId, workerId);
  await Promise.all(kept.map(({ dataStoreId }) => servers.stop(dataStoreId)));
  await catalogue.instances.release(workerId);
};

const removeServer = async ({ catalogue, servers }: KeepInstancesPorts, id: DataStoreId): Promise<void> => {
  await servers.remove(id);
  await catalogue.instances.forget(id);
};

/** A server that has run before: what is wrong with it is told by the store's probe. */
const restart = async (ports: KeepInstancesPorts, id: DataStoreId): Promise<void> => {
  try {
    await ensureServer(ports, id);
  } catch (error) {
    ports.log.warn({ dataStoreId: id, err: error }, 'a server of this host could not be started');
  }
};

/** The first start: it ends with a store that holds the sample data, or with a reason and nothing left behind. */
const make = async (ports: KeepInstancesPorts, id: DataStoreId, signal: AbortSignal): Promise<void> => {
  const { catalogue, log } = ports;
  try {
    const endpoint = await ensureServer(ports, id);
    await ports.fillSample(endpoint, signal);
    await catalogue.transaction(async (tx) => {
      await tx.instances.markReady(id);
      await tx.dataStores.probeSoon(id);
    });
    log.info({ dataStoreId: id, port: endpoint.port }, 'a sample store is up');
  } catch (error) {
    if (signal.aborted) throw error;
    log.warn({ dataStoreId: id, err: error }, 'a sample store could not be made');
    await catalogue.dataStores.setStatus(id, 'failed', safeMessage(error));
    await removeServer(ports, id);
  }
};

/** Running, and the catalogue knows where. */
const ensureServer = async (
  { catalogue, servers }: KeepInstancesPorts,
  id: DataStoreId,
): Promise<Endpoint> => {
  const endpoint = await catalogue.dataStores.findEndpoint(id);
  if (endpoint === null) throw new AmberError('not-found', 'The data store was deleted');
  const program = await servers.findProgram();
  if (program === null) throw new AmberError('store-unsupported', NO_SERVER_PROGRAM);
  const { port } = await servers.ensure({
    id,
    program,
    password: endpoint.password ?? '',
    port: endpoint.port,
  });
  if (port !== endpoint.port) await catalogue.dataStores.setPort(id, port);
  return { ...endpoint, port };
};
