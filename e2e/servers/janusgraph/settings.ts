import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TlsFiles } from '../tls-files.ts';

export type JanusGraphOptions = {
  /** An existing folder, as a stopped server left it: its graphs are opened again. */
  dir?: string;
  /** User and password of the only account. */
  account?: { username: string; password: string };
  tls?: TlsFiles;
  /** Megabytes of heap. */
  heapMb?: number;
  /** With the compiler that pays off after minutes; without it a test takes half the processor time. */
  optimising?: boolean;
  /** Lines for the properties of `graph`, on BerkeleyJE and Lucene: `graph.set-vertex-id=true`. */
  graphOptions?: readonly string[];
};

const GRAPH = [
  'gremlin.graph=org.janusgraph.core.JanusGraphFactory',
  'storage.backend=berkeleyje',
  // relative folders are taken from where the properties file lies
  'storage.directory=../data/graph/db',
  'storage.berkeleyje.cache-percentage=20',
  'index.search.backend=lucene',
  'index.search.directory=../data/graph/index',
];
const MEMORY = ['gremlin.graph=org.janusgraph.core.JanusGraphFactory', 'storage.backend=inmemory'];
const CONFIGURATIONS = [
  'gremlin.graph=org.janusgraph.core.ConfiguredGraphFactory',
  'graph.graphname=ConfigurationManagementGraph',
  'storage.backend=berkeleyje',
  'storage.directory=../data/configurations',
  'storage.berkeleyje.cache-percentage=5',
  // without it, making and removing graphs fails with `Lock expired`
  'storage.berkeleyje.isolation-level=READ_COMMITTED',
];
// without a name every login fails
const CREDENTIALS = [...MEMORY, 'graph.graphname=credentials'];
const GLOBALS = 'def globals = [:]\nglobals << [g: graph.traversal(), mem_g: mem.traversal()]\n';

const authentication = ({ username, password }: { username: string; password: string }): string =>
  `authentication: {
  authenticator: org.janusgraph.graphdb.tinkerpop.gremlin.server.auth.JanusGraphSimpleAuthenticator,
  authenticationHandler: org.apache.tinkerpop.gremlin.server.handler.SaslAndHttpBasicAuthenticationHandler,
  config: {defaultUsername: ${JSON.stringify(username)}, defaultPassword: ${JSON.stringify(password)}, credentialsDb: conf/credentials.properties}}
`;

const serverYaml = (port: number, options: JanusGraphOptions): string => `host: 127.0.0.1
port: ${port}
evaluationTimeout: 30000
channelizer: org.apache.tinkerpop.gremlin.server.channel.WsAndHttpChannelizer
graphManager: org.janusgraph.graphdb.management.JanusGraphManager
graphs: {
  graph: conf/graph.properties,
  mem: conf/memory.properties,
  ConfigurationManagementGraph: conf/configurations.properties
}
scriptEngines: {
  gremlin-groovy: {
    plugins: {
      org.janusgraph.graphdb.tinkerpop.plugin.JanusGraphGremlinPlugin: {},
      org.apache.tinkerpop.gremlin.server.jsr223.GremlinServerGremlinPlugin: {},
      org.apache.tinkerpop.gremlin.jsr223.ScriptFileGremlinPlugin: {files: [conf/globals.groovy]}}}}
maxContentLength: 65536
${options.account ? authentication(options.account) : ''}${
  options.tls
    ? 'ssl: {enabled: true, keyStore: conf/server.p12, keyStorePassword: changeit, keyStoreType: PKCS12}\n'
    : ''
}`;

const keyStore = (tls: TlsFiles, path: string): void => {
  execFileSync(
    'openssl',
    ['pkcs12', '-export', '-in', tls.cert, '-inkey', tls.key, '-out', path, '-passout', 'pass:changeit'],
    { stdio: 'pipe' },
  );
};

/** Writes the settings of a server on `port` into `dir/conf`; gives the path of the server's own file. */
export const writeSettings = (dir: string, port: number, options: JanusGraphOptions): string => {
  const conf = join(dir, 'conf');
  mkdirSync(conf, { recursive: true });
  const write = (name: string, lines: readonly string[]) =>
    writeFileSync(join(conf, name), `${lines.join('\n')}\n`);
  write('graph.properties', [...GRAPH, ...(options.graphOptions ?? [])]);
  write('memory.properties', MEMORY);
  write('configurations.properties', CONFIGURATIONS);
  write('credentials.properties', CREDENTIALS);
  write('globals.groovy', [GLOBALS]);
  if (options.tls) keyStore(options.tls, join(conf, 'server.p12'));
  const yaml = join(conf, 'gremlin-server.yaml');
  writeFileSync(yaml, serverYaml(port, options));
  return yaml;
};
