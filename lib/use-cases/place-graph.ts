import { type Endpoint, isGraphProbe, type Probe } from '#lib/domain/data-store';
import { requireSameEngine } from '#lib/domain/engine-mismatch';
import { AmberError } from '#lib/domain/errors';
import { type DataStoreId, newDataStoreId } from '#lib/domain/ids';
import type { NewInstance } from '#lib/domain/ports/instances';
import type { RestorableBackup } from './find-restorable-backup.ts';
import { type PlacePorts, sourceOf, wishOf } from './place-new-instance.ts';

/** The data store on whose server a new graph is to be; null where a person chose something else. */
export const graphServerOf = (where: string): DataStoreId | null =>
  where.startsWith('graph:') ? (where.slice('graph:'.length) as DataStoreId) : null;

/** Whether graphs can be made on the server that a probe is of. */
export const makesGraphs = (probe: Probe | null): boolean =>
  probe !== null && isGraphProbe(probe) && probe.configured !== null;

const MOST_LETTERS = 40;

/**
 * Name of a graph for a data store: what storages take (Cassandra makes it its keyspace: word characters, 48 at most), and
 * unlike any other, so that what is made and removed under it is certainly ours.
 */
export const graphName = (storeName: string, probe: Probe): string => {
  const word = storeName.normalize('NFKD').replace(/[^\w-]+/g, '') || 'graph';
  const name = `${word.slice(0, MOST_LETTERS)}-${newDataStoreId().slice(-6)}`;
  const isKeyspace = isGraphProbe(probe) && !['berkeleyje', 'inmemory'].includes(probe.storageBackend);
  return isKeyspace ? name.replaceAll('-', '_') : name;
};

/** A new graph on the server of a data store: what is known of it before it is made. */
export const placeGraph = async (
  { catalogue }: PlacePorts,
  backup: RestorableBackup,
  { besideId, name }: { besideId: DataStoreId; name: string },
): Promise<{ instance: NewInstance; endpoint: Endpoint }> => {
  const [store, endpoint] = await Promise.all([
    catalogue.dataStores.find(besideId),
    catalogue.dataStores.findEndpoint(besideId),
  ]);
  if (store === null || endpoint === null) throw refusal('This data store is gone. Choose another place.');
  requireSameEngine(backup.engine, store.engine);
  if (store.probe === null || !makesGraphs(store.probe))
    throw refusal(
      `The server of ${store.name} makes no graphs: it has no ConfigurationManagementGraph. Choose another place.`,
    );
  const graph = graphName(name, store.probe);
  const wish = {
    ...wishOf(backup, sourceOf(backup)),
    beside: { dataStoreId: besideId, name: graph },
  };
  return { instance: { provisioner: 'graph', wish, hostId: null }, endpoint: { ...endpoint, graph } };
};

const refusal = (message: string): AmberError =>
  new AmberError('conflict', message, { fields: { where: message } });
