import type { DataStore } from '../data-store.ts';
import type { FieldErrors } from '../errors.ts';
import type { DataStoreDraft } from '../ports/catalogue.ts';
import type { DataStoreInput } from './data-store-input.ts';

export type ConnectionInput = Omit<DataStoreInput, 'name'>;
export type ConnectionDraft = Omit<DataStoreDraft, 'name'>;

export type Drafted =
  | { outcome: 'drafted'; connection: ConnectionDraft }
  | { outcome: 'refused'; fields: FieldErrors };

/** `undefined` keeps the stored secret, null is none. */
type Secret = { value: string | null | undefined } | { refused: string };

/**
 * Decides which secrets a form means: those typed, those stored (`undefined` in the draft) or none (null).
 * A stored password is only ever sent to where it was typed for: whoever may edit a store could otherwise point it
 * at a server of their own and read the password there.
 */
export const draftConnection = (stored: DataStore | null, input: ConnectionInput): Drafted => {
  const password = choosePassword(stored, input);
  const clientKey = chooseClientKey(stored, input.tls);
  if ('refused' in password || 'refused' in clientKey) {
    const fields: FieldErrors = {};
    if ('refused' in password) fields.password = password.refused;
    if ('refused' in clientKey) fields['tls.clientKey'] = clientKey.refused;
    return { outcome: 'refused', fields };
  }
  const { engine, host, port, username, tls } = input;
  const isGraph = engine === 'janusgraph';
  const connection: ConnectionDraft = {
    engine,
    host,
    port,
    username,
    password: password.value,
    tls: tls && {
      ca: tls.ca,
      serverName: tls.serverName,
      clientCertificate: tls.clientCertificate,
      clientKey: clientKey.value,
    },
    path: isGraph ? input.path : null,
    graph: isGraph ? input.graph : null,
  };
  return { outcome: 'drafted', connection };
};

const choosePassword = (stored: DataStore | null, input: ConnectionInput): Secret => {
  if (input.password !== '') return { value: input.password };
  if (input.removePassword || !stored?.hasPassword) return { value: null };
  const changed = changedTarget(stored, input);
  if (changed === null) return { value: undefined };
  return { refused: `Type the password again, as ${changed} has changed` };
};

/** What changed of where, and as whom, Amber connects; null when nothing did. */
const changedTarget = (stored: DataStore, input: ConnectionInput): string | null => {
  if (stored.engine !== input.engine) return 'the engine';
  if (stored.host.toLowerCase() !== input.host) return 'the host';
  if (stored.port !== input.port) return 'the port';
  if (stored.username !== input.username) return 'the user name';
  // Another graph of the same server is no other place; another path may be another server behind one address.
  if (input.engine === 'janusgraph' && stored.path !== input.path) return 'the path';
  if ((stored.tls === null) !== (input.tls === null)) return 'TLS';
  if ((stored.tls?.ca ?? null) !== (input.tls?.ca ?? null)) return 'the CA certificate';
  if ((stored.tls?.serverName ?? null) !== (input.tls?.serverName ?? null)) return 'the server name';
  return null;
};

const chooseClientKey = (stored: DataStore | null, tls: ConnectionInput['tls']): Secret => {
  if (tls === null || tls.clientCertificate === null) return { value: null };
  if (tls.clientKey !== null) return { value: tls.clientKey };
  const same = stored?.tls?.hasClientKey && stored.tls.clientCertificate === tls.clientCertificate;
  return same ? { value: undefined } : { refused: 'Give the key that belongs to the client certificate' };
};
