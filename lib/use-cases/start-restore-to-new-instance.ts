import type { Endpoint } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';
import { type DataStoreId, newDataStoreId } from '#lib/domain/ids';
import { LOOPBACK, type NewInstanceWhere, type ProvisionerName, UNKNOWN_PORT } from '#lib/domain/instance';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import type { NewInstance } from '#lib/domain/ports/instances';
import { parseRequest } from '#lib/domain/requests/parse-request';
import { restoreToNewInstanceRequest } from '#lib/domain/requests/restore-to-new-instance';
import type { Actor } from '#lib/domain/roles';
import { sentence } from '#lib/domain/words/sentence';
import { authorise } from './authorise.ts';
import { type BegunRestore, beginRestore, restoreBegunBefore } from './begin-restore.ts';
import { checkEmptyEndpoint, type EmptyServer, requireFreeServer } from './check-empty-endpoint.ts';
import { findRestorableBackup, type RestorableBackup } from './find-restorable-backup.ts';
import { graphServerOf, placeGraph } from './place-graph.ts';
import { type PlacePorts, placeLocally, sourceOf, wishOf } from './place-new-instance.ts';

export type StartRestoreToNewInstancePorts = PlacePorts & { newPassword(): string };
export type BegunInstance = BegunRestore & { dataStoreId: DataStoreId };

/** The instance that is to be made, and what is known of its address before it is. */
type Draft = {
  instance: NewInstance;
  endpoint: Endpoint;
  /** Where the server is there already: what it said. */
  found?: EmptyServer;
};

/**
 * A data store that is `Pending` at once, the server behind it that a worker makes, and the restore that fills it: one
 * transaction. The store becomes Active when the restore is through, and Failed, without a server, when it is not.
 */
export const startRestoreToNewInstance =
  (ports: StartRestoreToNewInstancePorts) =>
  async (actor: Actor | null, input: unknown): Promise<BegunInstance> => {
    authorise(actor, 'restore-to-new-instance');
    const request = parseRequest(restoreToNewInstanceRequest, input);
    const { catalogue } = ports;
    const before = await begunBefore(catalogue, request.requestKey);
    if (before !== null) return before;
    const backup = await findRestorableBackup(catalogue, request.backupId);
    const { instance, endpoint, found } = await draft(ports, backup, request);
    return await catalogue.transaction(async (tx) => {
      if (found) await tx.dataStores.lockServers();
      const twin = await begunBefore(tx, request.requestKey);
      if (twin !== null) return twin;
      if (found) await requireFreeServer(tx, found);
      const id = newDataStoreId();
      const { path = null, graph = null, ...address } = endpoint;
      await tx.dataStores.insert(id, { name: request.name, ...address, path, graph });
      await tx.instances.insert(id, instance);
      if (found) await saveFound(tx, id, found);
      const begun = await beginRestore(tx, {
        backupId: backup.id,
        dataStoreId: id,
        dataStoreName: request.name,
        // there is nothing in it to keep
        withSafety: false,
        wayBackId: null,
        rollsBack: false,
        intoNew: true,
        requestKey: request.requestKey,
        previousId: null,
      });
      return { ...begun, dataStoreId: id };
    });
  };

const begunBefore = async (catalogue: Catalogue, requestKey: string): Promise<BegunInstance | null> => {
  const begun = await restoreBegunBefore(catalogue, requestKey);
  const restore = begun && (await catalogue.restores.find(begun.restoreId));
  return begun && restore ? { ...begun, dataStoreId: restore.dataStoreId } : null;
};

/** Its lease is then one of the server too, whatever other address leads to it. */
const saveFound = async (tx: Catalogue, id: DataStoreId, { probe, askedAt }: EmptyServer): Promise<void> => {
  await tx.dataStores.saveProbe(id, probe, askedAt);
  await tx.dataStores.setStatus(id, 'pending', null);
};

const draft = async (
  ports: StartRestoreToNewInstancePorts,
  backup: RestorableBackup,
  { where, uri, name }: { where: NewInstanceWhere; uri: string; name: string },
): Promise<Draft> => {
  if (where === 'endpoint') {
    const found = await checkEmptyEndpoint(ports, backup, uri);
    const instance: NewInstance = { provisioner: where, wish: null, hostId: null };
    return { instance, endpoint: found.endpoint, found };
  }
  const nowhere: Endpoint = {
    engine: backup.engine,
    host: LOOPBACK,
    port: UNKNOWN_PORT,
    username: null,
    password: ports.newPassword(),
    tls: null,
  };
  if (where === 'local') {
    const place = await placeLocally(ports, backup);
    if (place.outcome === 'refused') throw refusal(place.checks);
    return { instance: { provisioner: where, wish: place.wish, hostId: place.hostId }, endpoint: nowhere };
  }
  const besideId = graphServerOf(where);
  if (besideId !== null) return await placeGraph(ports, backup, { besideId, name });
  const command = where as `command:${string}`;
  await requireCommand(ports.catalogue, command);
  return {
    instance: { provisioner: command, wish: wishOf(backup, sourceOf(backup)), hostId: null },
    endpoint: { ...nowhere, password: null },
  };
};

const refusal = (checks: readonly { outcome: string; text: string }[]): AmberError => {
  const texts = checks.filter(({ outcome }) => outcome === 'refuse').map(({ text }) => sentence(text));
  return new AmberError('preflight-refused', texts.join(' '), { fields: { where: texts.join(' ') } });
};

const requireCommand = async (catalogue: Catalogue, where: ProvisionerName): Promise<void> => {
  const offers = await catalogue.instances.offers();
  if (offers.some(({ commands }) => commands.some((name) => `command:${name}` === where))) return;
  const message = 'No worker has this command now. Choose another place.';
  throw new AmberError('conflict', message, { fields: { where: message } });
};
