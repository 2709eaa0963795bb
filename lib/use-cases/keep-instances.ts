import type { Endpoint } from '#lib/domain/data-store';
import { AmberError, safeMessage } from '#lib/domain/errors';
import type { DataStoreId } from '#lib/domain/ids';
import { type Instance, LOOPBACK, NO_SERVER_PROGRAM } from '#lib/domain/instance';
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

/** After the n-th failure in a row of one server: 2 s, 4 s, … up to a minute. */
const pauseMs = (failures: number): number => Math.min(60_000, 1_000 * 2 ** failures);

/**
 * Keeps the servers of this host as the catalogue has them: starts those that are not up, fills new ones, removes those
 * whose data store was deleted. Safe to repeat, and after a kill at any line. What fails is tried again after a pause.
 */
export const keepInstances = (ports: KeepInstancesPorts): ((signal: AbortSignal) => Promise<void>) => {
  const failures = new Map<DataStoreId, { count: number; restsUntil: number }>();
  return async (signal) => {
    for (const instance of await ports.catalogue.instances.take(ports.hostId, ports.workerId)) {
      signal.throwIfAborted();
      const { dataStoreId } = instance;
      const failed = failures.get(dataStoreId);
      if (failed !== undefined && performance.now() < failed.restsUntil) continue;
      try {
        await keep(ports, instance, signal);
        failures.delete(dataStoreId);
      } catch (error) {
        if (signal.aborted) throw error;
        const count = (failed?.count ?? 0) + 1;
        failures.set(dataStoreId, { count, restsUntil: performance.now() + pauseMs(count) });
        ports.log.warn({ dataStoreId, err: error }, 'a server of this host is not as it should be');
      }
    }
  };
};

const keep = async (
  ports: KeepInstancesPorts,
  { dataStoreId, abandoned, ready }: Instance,
  signal: AbortSignal,
): Promise<void> => {
  if (abandoned) await removeServer(ports, dataStoreId);
  else if (ready) await restart(ports, dataStoreId);
  else await make(ports, dataStoreId, signal);
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

/** A server that has run before. */
const restart = async (ports: KeepInstancesPorts, id: DataStoreId): Promise<void> => {
  try {
    await ensureServer(ports, id);
  } catch (error) {
    await ports.catalogue.dataStores.setStatus(id, 'unreachable', safeMessage(error));
    throw error;
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
  const stored = await catalogue.dataStores.findEndpoint(id);
  if (stored === null) throw new AmberError('not-found', 'The data store was deleted');
  const program = await servers.findProgram();
  if (program === null) throw new AmberError('store-unsupported', NO_SERVER_PROGRAM);
  const { port } = await servers.ensure({
    id,
    program,
    password: stored.password ?? '',
    port: stored.port,
  });
  if (port !== stored.port) await catalogue.dataStores.setPort(id, port);
  // of what the row says, only the password: what is filled is the server that was started here, and no other
  return { ...stored, host: LOOPBACK, port, username: null, tls: null };
};
