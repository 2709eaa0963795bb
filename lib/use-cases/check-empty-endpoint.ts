import type { Endpoint, Probe } from '#lib/domain/data-store';
import { engineMismatch } from '#lib/domain/engine-mismatch';
import { AmberError, safeMessage } from '#lib/domain/errors';
import { isEmptyStore } from '#lib/domain/new-instance';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { parseStoreUri } from '#lib/domain/store-uri';
import { hostProblem } from '#lib/domain/validation/host';
import { sentence } from '#lib/domain/words/sentence';
import type { RestorableBackup } from './find-restorable-backup.ts';
import { checksOf, type PlacePorts } from './place-new-instance.ts';
import { probeLimit } from './probe-limit.ts';

const refuse = (message: string): never => {
  throw new AmberError('invalid-input', message, { fields: { uri: message } });
};

/** An empty server, and what it said of itself. */
export type EmptyServer = { endpoint: Endpoint; probe: Probe; askedAt: Date };

/** What is at the address of a URI, if an empty server answers there that can load the backup. Nothing is written to it. */
export const checkEmptyEndpoint = async (
  { catalogue, engines }: PlacePorts,
  backup: RestorableBackup,
  uri: string,
): Promise<EmptyServer> => {
  const { engine, host, port, username, password, tls, path, graph } = parseStoreUri(uri);
  const mismatch = hostProblem(host) ?? engineMismatch(backup.engine, engine);
  if (mismatch !== null) return refuse(mismatch);
  const endpoint: Endpoint = {
    engine,
    host,
    port,
    username,
    password,
    tls: tls ? { ca: null, serverName: null, clientCertificate: null, clientKey: null } : null,
    path,
    graph,
  };
  await requireFreeAddress(catalogue, endpoint);
  const askedAt = await catalogue.now();
  const target = await engines[engine].probe(endpoint, probeLimit()).catch((error: unknown) => {
    return refuse(safeMessage(error));
  });
  if (!isEmptyStore(target))
    return refuse('The server at this address is not empty. A new instance begins with nothing in it.');
  const refused = checksOf(engines, backup, target).filter(({ outcome }) => outcome === 'refuse');
  if (refused.length > 0) return refuse(refused.map(({ text }) => sentence(text)).join(' '));
  const found = { endpoint, probe: target, askedAt };
  await requireFreeServer(catalogue, found);
  return found;
};

const requireFreeAddress = async ({ dataStores }: Catalogue, endpoint: Endpoint): Promise<void> => {
  const known = await dataStores.findAt(endpoint);
  if (known !== null) return refuse(`${known} is at this address already. Restore into it instead.`);
};

/** Throws `invalid-input` where a data store leads to it already, by this or another address. */
export const requireFreeServer = async (
  catalogue: Catalogue,
  { endpoint, probe }: Omit<EmptyServer, 'askedAt'>,
): Promise<void> => {
  await requireFreeAddress(catalogue, endpoint);
  const known = probe.serverId ? await catalogue.dataStores.findServer(probe.serverId) : null;
  if (known !== null)
    return refuse(`${known} leads to this server already, by another address. Restore into it instead.`);
};
