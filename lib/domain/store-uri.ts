import { DEFAULT_GREMLIN_PATH, DEFAULT_PORTS, type EngineKind } from './data-store.ts';
import { AmberError } from './errors.ts';
import { graphProblem, gremlinPathProblem } from './validation/graph.ts';

/** What a connection URI says. The database is only a view: backups take all databases. */
export type StoreUri = {
  engine: EngineKind;
  host: string;
  port: number;
  username: string | null;
  password: string | null;
  tls: boolean;
  database: number;
  /** JanusGraph only: as in an endpoint, null where it is the usual one. */
  path: string | null;
  graph: string | null;
};

const MAX_URI = 2048;
/** Schemes: the engine that they mean, and whether they mean TLS. */
const SCHEMES = new Map<string, { engine: EngineKind; tls: boolean }>([
  ['redis', { engine: 'redis', tls: false }],
  ['rediss', { engine: 'redis', tls: true }],
  ['valkey', { engine: 'redis', tls: false }],
  ['valkeys', { engine: 'redis', tls: true }],
  ['ws', { engine: 'janusgraph', tls: false }],
  ['wss', { engine: 'janusgraph', tls: true }],
]);
/** How such a URI is written. */
export const URI_FORMS: Record<EngineKind, string> = {
  redis: 'redis://user:password@host:6379',
  janusgraph: 'ws://user:password@host:8182/gremlin',
};

/** Messages never repeat a part of the text: a misplaced password could be in any of them. */
const refuse = (message: string): never => {
  throw new AmberError('invalid-input', message, { fields: { uri: message } });
};

const decode = (text: string, what: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return refuse(`The ${what} holds a % that is no percent-encoding. Write % as %25.`);
  }
};

const hasUnsafeCharacters = (text: string): boolean => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text);

const readCredentials = (userInfo: string | null, form: string): Pick<StoreUri, 'username' | 'password'> => {
  if (userInfo === null || userInfo === '') return { username: null, password: null };
  const colon = userInfo.indexOf(':');
  if (colon < 0)
    return refuse(
      `It is not clear whether a user name or a password stands before the @. Write ${form}, or only :password before the @.`,
    );
  const username = decode(userInfo.slice(0, colon), 'user name');
  if (hasUnsafeCharacters(username)) return refuse('The user name holds characters that cannot be seen.');
  const password = decode(userInfo.slice(colon + 1), 'password');
  return { username: username === '' ? null : username, password: password === '' ? null : password };
};

const asciiHost = (host: string): string => {
  if (/^[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_.])?$/i.test(host) && host.length <= 253) return host;
  // Names in other scripts travel as Punycode. URL does that in the browser and here alike.
  if (/^[\p{L}\p{M}\p{N}_.-]+$/u.test(host) && /[^\x20-\x7e]/.test(host)) {
    try {
      return new URL(`http://${host}`).hostname;
    } catch {
      return refuse('The host is not a valid name or address.');
    }
  }
  return refuse('The host is not a valid name or address.');
};

const readPort = (text: string | undefined, engine: EngineKind): number => {
  if (text === undefined || text === '') return DEFAULT_PORTS[engine];
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535
    ? port
    : refuse(
        'The port must be a number from 1 to 65535. If the password holds a / or a #, write it as %2F or %23.',
      );
};

const readAddress = (text: string, engine: EngineKind): Pick<StoreUri, 'host' | 'port'> => {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(text);
  if (bracketed) {
    const host = bracketed[1]!;
    if (!/^[0-9a-f:.]+$/i.test(host) || !host.includes(':'))
      return refuse('What stands in brackets is no IPv6 address.');
    return { host, port: readPort(bracketed[2], engine) };
  }
  const [host, port, more] = text.split(':');
  if (more !== undefined) return refuse('An IPv6 address must stand in brackets, as in [::1]:6379.');
  if (!host) return refuse(`The URI names no host. Write ${URI_FORMS[engine]}.`);
  return { host: asciiHost(host), port: readPort(port, engine) };
};

const readDatabase = (text: string): number => {
  if (text === '') return 0;
  return /^\d{1,9}$/.test(text)
    ? Number(text)
    : refuse('What follows the / must be the number of a database.');
};

const CREDENTIAL_NAMES = /^(user|username|pass|password|auth|token|secret)$/i;

/** The one parameter that may stand after the `?`, or null. */
const readQuery = (query: string, known: 'db' | 'graph', form: string): string | null => {
  let found: string | null = null;
  for (const [name, value] of new URLSearchParams(query)) {
    if (CREDENTIAL_NAMES.test(name)) return refuse(`User name and password belong before the host: ${form}.`);
    if (name !== known)
      return refuse('Leave out the parameters after the ?: Amber has fields for what it needs.');
    found = value;
  }
  return found;
};

const readView = (path: string, query: string): Pick<StoreUri, 'database' | 'path' | 'graph'> => {
  const database = readQuery(query, 'db', URI_FORMS.redis);
  return { database: readDatabase(database ?? path.slice(1)), path: null, graph: null };
};

const readGraph = (path: string, query: string): Pick<StoreUri, 'database' | 'path' | 'graph'> => {
  const graph = readQuery(query, 'graph', URI_FORMS.janusgraph);
  const problem =
    (graph !== null && graph !== '' ? graphProblem(graph) : null) ??
    (path === '' || path === '/' ? null : gremlinPathProblem(path));
  if (problem !== null) return refuse(`${problem}.`);
  const usual = path === '' || path === '/' || path === DEFAULT_GREMLIN_PATH;
  return { database: 0, path: usual ? null : path, graph: graph === '' ? null : graph };
};

/**
 * Reads `redis://[user]:[password]@host[:port][/database]`, `rediss://` (TLS) and the same with `valkey`. An IPv6
 * address stands in brackets; user name and password are percent-encoded. Of a JanusGraph it is
 * `ws://[user]:[password]@host[:port][/path][?graph=NAME]`, or `wss://`; the path is `/gremlin` where none is given.
 * Throws `invalid-input` with the field `uri`.
 */
export const parseStoreUri = (text: string): StoreUri => {
  const uri = text.trim();
  if (uri === '') return refuse('Enter a connection URI.');
  if (uri.length > MAX_URI) return refuse('The connection URI is too long.');
  if (hasUnsafeCharacters(uri) || /\s/.test(uri))
    return refuse('The connection URI holds spaces or characters that cannot be seen.');
  const [, scheme, rest] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/i.exec(uri) ?? [];
  const meant = SCHEMES.get(scheme?.toLowerCase() ?? '');
  if (meant === undefined || rest === undefined)
    return refuse(
      'A connection URI begins with redis:// or rediss:// (TLS), valkey:// or valkeys://, or ws:// or wss:// of a JanusGraph.',
    );
  const { engine, tls } = meant;
  const [, authority = '', path = '', query = '', fragment] =
    /^([^/?#]*)(\/[^?#]*)?(\?[^#]*)?(#.*)?$/.exec(rest) ?? [];
  if (`${path}${query}${fragment ?? ''}`.includes('@'))
    return refuse('A password with / ? # or @ must be percent-encoded: %2F %3F %23 %40.');
  if (fragment !== undefined) return refuse('Leave out the # and what follows it.');
  const parts = authority.split('@');
  if (parts.length > 2)
    return refuse('There is more than one @. Write an @ in a user name or password as %40.');
  const address = readAddress(parts.at(-1)!, engine);
  const credentials = readCredentials(parts.length === 2 ? parts[0]! : null, URI_FORMS[engine]);
  const within = engine === 'janusgraph' ? readGraph(path, query) : readView(path, query);
  return { engine, ...address, ...credentials, tls, ...within };
};
