import type { DataStore } from '../data-store.ts';
import type { FieldErrors } from '../errors.ts';
import type { ConnectionInput } from './connection-draft.ts';

export type PlaceField = 'engine' | 'host' | 'port' | 'path' | 'graph';

/** What says which server a store leads to. */
export const SERVER_FIELDS: readonly PlaceField[] = ['engine', 'host', 'port', 'path'];

/** Those of the fields that a form changes, each with the sentence. */
export const movedFields = (
  stored: DataStore,
  form: ConnectionInput,
  fields: readonly PlaceField[],
  sentence: string,
): FieldErrors => {
  const isGraph = form.engine === 'janusgraph';
  const same: Record<PlaceField, boolean> = {
    engine: form.engine === stored.engine,
    host: form.host === stored.host.toLowerCase(),
    port: form.port === stored.port,
    path: !isGraph || form.path === stored.path,
    graph: !isGraph || form.graph === stored.graph,
  };
  return Object.fromEntries(fields.filter((field) => !same[field]).map((field) => [field, sentence]));
};
