import { DEFAULT_GREMLIN_PATH, DEFAULT_PORTS } from '#lib/domain/data-store';
import { type FieldErrors, safeMessage } from '#lib/domain/errors';
import { parseStoreUri, type StoreUri } from '#lib/domain/store-uri';
import type { DataStoreForm } from '#lib/domain/validation/data-store-input';
import type { DataStoreDetail } from '#lib/domain/views/data-store-view';

/** What stands in the fields of `Add data store` and `Edit data store`, as typed. Pure. */
export type StoreForm = {
  uri: string;
  name: string;
  engine: DataStoreForm['engine'];
  host: string;
  port: string;
  username: string;
  password: string;
  removePassword: boolean;
  /** JanusGraph only. */
  path: string;
  graph: string;
  tls: { enabled: boolean; ca: string; serverName: string; clientCertificate: string; clientKey: string };
};

type Connection = DataStoreDetail['connection'];

const NO_TLS: StoreForm['tls'] = {
  enabled: false,
  ca: '',
  serverName: '',
  clientCertificate: '',
  clientKey: '',
};

export const EMPTY_FORM: StoreForm = {
  uri: '',
  name: '',
  engine: 'redis',
  host: '',
  port: String(DEFAULT_PORTS.redis),
  username: '',
  password: '',
  removePassword: false,
  path: DEFAULT_GREMLIN_PATH,
  graph: '',
  tls: NO_TLS,
};

/** What `Edit` opens with. Secrets never come to the browser: their fields are empty. */
export const formOfStore = ({ name, engine, connection }: DataStoreDetail): StoreForm => ({
  ...EMPTY_FORM,
  name,
  engine,
  host: connection.host,
  port: String(connection.port),
  username: connection.username ?? '',
  path: connection.path ?? DEFAULT_GREMLIN_PATH,
  graph: connection.graph ?? '',
  tls: connection.tls
    ? {
        enabled: true,
        ca: connection.tls.ca ?? '',
        serverName: connection.tls.serverName ?? '',
        clientCertificate: connection.tls.clientCertificate ?? '',
        clientKey: '',
      }
    : NO_TLS,
});

/** What the actions take. */
export const inputOf = ({ uri: _, tls, path, graph, ...fields }: StoreForm): DataStoreForm => ({
  ...fields,
  // Fields that are not shown are not sent: a message would have no place.
  ...(fields.engine === 'janusgraph' ? { path, graph } : {}),
  tls: tls.enabled ? { ...tls, enabled: true } : { enabled: false },
});

export type ReadUri = { outcome: 'read'; uri: StoreUri } | { outcome: 'refused'; message: string };

export const readUri = (text: string): ReadUri => {
  try {
    return { outcome: 'read', uri: parseStoreUri(text) };
  } catch (error) {
    return { outcome: 'refused', message: safeMessage(error) };
  }
};

/** Fills the fields from an address. While it is none, only the text changes. */
export const fillFromUri = (form: StoreForm, text: string): StoreForm => {
  const read = readUri(text);
  if (read.outcome === 'refused') return { ...form, uri: text };
  const { engine, host, port, username, password, tls, path, graph } = read.uri;
  return {
    ...form,
    uri: text,
    engine,
    host,
    port: String(port),
    username: username ?? '',
    password: password ?? '',
    removePassword: false,
    path: path ?? DEFAULT_GREMLIN_PATH,
    graph: graph ?? '',
    tls: tls ? { ...form.tls, enabled: true } : NO_TLS,
  };
};

/** Another engine answers at another port, unless somebody typed one. */
export const withEngine = (form: StoreForm, engine: StoreForm['engine']): Partial<StoreForm> => {
  const usual = tidy(form.port) === '' || tidy(form.port) === String(DEFAULT_PORTS[form.engine]);
  return usual ? { engine, port: String(DEFAULT_PORTS[engine]) } : { engine };
};

/** A new store's name follows its host until somebody types one. */
export const nameFollowingHost = (before: StoreForm, after: StoreForm): StoreForm => {
  if (after.name !== before.name || after.host === before.host) return after;
  const isOurs = before.name === '' || before.name === nameFromHost(before.host);
  return isOurs ? { ...after, name: nameFromHost(after.host) } : after;
};

/** `cache-1.internal` → `cache-1`; an address is its own name. Nothing for this machine, which says little. */
const nameFromHost = (host: string): string => {
  const bare = host.trim().replace(/^\[|\]$/g, '');
  if (/^(localhost|127\..*|::1)$/i.test(bare)) return '';
  return /^[\d.]+$/.test(bare) || bare.includes(':') ? bare : (bare.split('.')[0] ?? '');
};

/**
 * Messages of a refused form without those that only repeat what the address field says: while it holds no address, an
 * empty host is the same fault.
 */
export const withoutRepeats = (errors: FieldErrors, { uri, host }: StoreForm): FieldErrors => {
  if (!errors.host || uri.trim() === '' || host.trim() !== '') return errors;
  const read = readUri(uri);
  if (read.outcome === 'read') return errors;
  const { host: _, ...others } = errors;
  return { ...others, uri: read.message };
};

/** The address without its password, which has a field that hides it. */
export const withoutPassword = (uri: string): string =>
  uri.replace(/^([a-z]+:\/\/[^:@/?#]*):[^@/?#]+@/i, '$1:@');

const same = (typed: string, stored: string | null | undefined): boolean =>
  tidy(typed) === tidy(stored ?? '');
const tidy = (text: string): string => text.replace(/\r\n?/g, '\n').trim();

/**
 * Why the stored password must be typed again, in words; null when it need not be. The same rule as the server's,
 * which decides (`draftConnection`): a stored password is sent only to where it was typed for.
 */
export const retypeReason = (form: StoreForm, stored: Connection | null): string | null => {
  if (!stored?.hasPassword || form.removePassword || form.password !== '') return null;
  const tls = form.tls.enabled ? form.tls : null;
  const changed = [
    tidy(form.host).toLowerCase() !== stored.host.toLowerCase() && 'host',
    tidy(form.port) !== String(stored.port) && 'port',
    !same(form.username, stored.username) && 'username',
    form.engine === 'janusgraph' &&
      (tidy(form.path) || DEFAULT_GREMLIN_PATH) !== (stored.path ?? DEFAULT_GREMLIN_PATH) &&
      'path',
    (tls === null) !== (stored.tls === null) && 'TLS',
    tls && stored.tls && !same(tls.ca, stored.tls.ca) && 'CA certificate',
    tls && stored.tls && !same(tls.serverName, stored.tls.serverName) && 'server name',
  ].filter((what) => typeof what === 'string');
  if (changed.length === 0) return null;
  return `Type the password again: the ${inWords(changed)} changed, and Amber sends a stored password only to where it was typed for.`;
};

const inWords = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
