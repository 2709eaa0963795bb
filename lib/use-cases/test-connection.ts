import { type Endpoint, isGraphProbe, PRODUCT_NAMES, type Probe } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';
import type { DataStoreId } from '#lib/domain/ids';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import type { AskingEngines } from '#lib/domain/ports/engine';
import { parseRequest } from '#lib/domain/requests/parse-request';
import type { Actor } from '#lib/domain/roles';
import { type ConnectionDraft, draftConnection } from '#lib/domain/validation/connection-draft';
import { testConnectionInput } from '#lib/domain/validation/data-store-input';
import type { ConnectionTest } from '#lib/domain/views/data-store-view';
import { backendWords } from '#lib/domain/words/backends';
import { countOf } from '#lib/domain/words/figures';
import { refusedFields } from './add-data-store.ts';
import { authorise } from './authorise.ts';
import { probeLimit } from './probe-limit.ts';

export type TestConnectionPorts = { catalogue: Catalogue; engines: AskingEngines };

/** Connects with what the form holds, and with stored secrets only to where they were typed for. */
export const testConnection =
  ({ catalogue, engines }: TestConnectionPorts) =>
  async (actor: Actor | null, input: unknown): Promise<ConnectionTest> => {
    authorise(actor, 'test-connection');
    const { id, ...form } = parseRequest(testConnectionInput, input);
    const stored = id === undefined ? null : await catalogue.dataStores.find(id as DataStoreId);
    if (id !== undefined && stored === null) throw new AmberError('not-found', 'This data store is gone.');
    const drafted = draftConnection(stored, form);
    if (drafted.outcome === 'refused') throw refusedFields(drafted.fields);
    const kept = stored && (await catalogue.dataStores.findEndpoint(stored.id));
    const engine = engines[drafted.connection.engine];
    const probe = await engine.probe(endpointOf(drafted.connection, kept), probeLimit());
    return describe(probe, engine.backupRefusal(probe));
  };

/** A secret that the draft leaves `undefined` is the stored one. */
const endpointOf = (draft: ConnectionDraft, kept: Endpoint | null): Endpoint => ({
  ...draft,
  password: draft.password === undefined ? (kept?.password ?? null) : draft.password,
  tls: draft.tls && {
    ...draft.tls,
    clientKey: draft.tls.clientKey === undefined ? (kept?.tls?.clientKey ?? null) : draft.tls.clientKey,
  },
});

const foundWords = (probe: Probe): string => {
  if (isGraphProbe(probe)) {
    return `the graph “${probe.graph}” on ${backendWords(probe.storageBackend)}, ${probe.hasVertices ? 'with data' : 'empty'}`;
  }
  const databases = Object.keys(probe.databases).length;
  return `${probe.topology}, ${countOf(probe.keys, 'key')} in ${countOf(databases, 'database')}`;
};

const describe = (probe: Probe, refusal: string | null): ConnectionTest => {
  return {
    sentence: `${PRODUCT_NAMES[probe.product]} ${probe.version}, ${foundWords(probe)}.`,
    detail: refusal ?? 'It can be backed up.',
    product: probe.product,
    version: probe.version,
  };
};
