import { join } from 'node:path';
import { AmberError } from '#lib/domain/errors';
import { type GraphWish, isPlainWord } from '#lib/domain/instance';

type Settings = { port: number; username: string; password: string; data: string; graph: GraphWish };

const FACTORY = 'gremlin.graph=org.janusgraph.core.JanusGraphFactory';

/** The graph on BerkeleyJE; every index backend that it had is Lucene, on this machine's disk. */
const graphProperties = ({ data, graph }: Settings): string[] => [
  FACTORY,
  'storage.backend=berkeleyje',
  `storage.directory=${escaped(join(data, 'graph'))}`,
  'storage.berkeleyje.cache-percentage=35',
  ...graph.indexes.flatMap((name) => [
    `index.${name}.backend=lucene`,
    `index.${name}.directory=${escaped(join(data, `index-${name}`))}`,
  ]),
  ...Object.entries(graph.options).map(([name, value]) => `${name}=${value}`),
];

/** In memory: the account is made anew at each start. Without a name every login fails. */
const CREDENTIALS = [FACTORY, 'storage.backend=inmemory', 'graph.graphname=credentials'];

const serverYaml = ({ port, username, password }: Settings): string => `host: 127.0.0.1
port: ${port}
evaluationTimeout: 30000
channelizer: org.apache.tinkerpop.gremlin.server.channel.WsAndHttpChannelizer
graphManager: org.janusgraph.graphdb.management.JanusGraphManager
graphs: {graph: conf/graph.properties}
scriptEngines: {
  gremlin-groovy: {
    plugins: {
      org.janusgraph.graphdb.tinkerpop.plugin.JanusGraphGremlinPlugin: {},
      org.apache.tinkerpop.gremlin.server.jsr223.GremlinServerGremlinPlugin: {},
      org.apache.tinkerpop.gremlin.jsr223.ScriptFileGremlinPlugin: {files: [conf/globals.groovy]}}}}
maxContentLength: 65536
authentication: {
  authenticator: org.janusgraph.graphdb.tinkerpop.gremlin.server.auth.JanusGraphSimpleAuthenticator,
  authenticationHandler: org.apache.tinkerpop.gremlin.server.handler.SaslAndHttpBasicAuthenticationHandler,
  config: {defaultUsername: "${username}", defaultPassword: "${password}", credentialsDb: conf/credentials.properties}}
`;

/** Clients name the traversal source `g`. */
const GLOBALS = 'def globals = [:]\nglobals << [g: graph.traversal()]\n';

/** The settings of a JanusGraph Server with one graph, by path within its folder. */
export const janusGraphSettings = (settings: Settings): Record<string, string> => {
  if (!/^[\w-]+$/.test(settings.password))
    throw new Error('The password of a server of ours has foreign characters');
  requirePlain(settings.graph);
  const lines = (all: readonly string[]) => `${all.join('\n')}\n`;
  return {
    'conf/gremlin-server.yaml': serverYaml(settings),
    'conf/graph.properties': lines(graphProperties(settings)),
    'conf/credentials.properties': lines(CREDENTIALS),
    'conf/globals.groovy': GLOBALS,
  };
};

const OPTION_NAME = /^[a-z][\w.-]{0,99}$/;

/** They came from a backup that anybody may have written, and each becomes a line. */
const requirePlain = ({ options, indexes }: GraphWish): void => {
  const isPlainOption = ([name, value]: [string, string]) => OPTION_NAME.test(name) && isPlainWord(value);
  if (!Object.entries(options).every(isPlainOption) || !indexes.every(isPlainWord))
    throw new AmberError('malformed', 'The options of the graph in this backup have foreign characters.');
};

/** A path as the value of a Java property. */
const escaped = (path: string): string => path.replaceAll('\\', '\\\\').replaceAll(',', '\\,');
