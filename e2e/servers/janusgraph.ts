import { fetchedPath } from './fetched-path.ts';
import { type JanusGraphOptions, writeSettings } from './janusgraph/settings.ts';
import { startServer, type TestServer } from './server-process.ts';

/** Java 17 keeps from JanusGraph what it reaches into. */
const OPENED = ['java.lang', 'java.util', 'java.nio', 'java.io', 'java.net'].map(
  (name) => `--add-opens=java.base/${name}=ALL-UNNAMED`,
);

/** The folder of jars of JanusGraph 1.1.0 (`pom.xml` beside this file's settings says which). */
export const janusGraphJars = (): string => fetchedPath('janusgraph-1.1.0');

/**
 * A JanusGraph Server with three graphs: `graph` on BerkeleyJE and Lucene, `mem` in memory, and the one that keeps the
 * configurations of graphs made by ConfiguredGraphFactory. It is up after 5 to 10 s, so tests share one.
 */
export const startJanusGraph = async (options: JanusGraphOptions = {}): Promise<TestServer> => {
  const jars = janusGraphJars();
  const server = await startServer({
    binary: 'java',
    args: (port, dir) => [
      `-Xmx${options.heapMb ?? 512}m`,
      ...(options.optimising ? [] : ['-XX:TieredStopAtLevel=1']),
      ...['-XX:+UseSerialGC', '-Dfile.encoding=UTF-8', ...OPENED],
      '-Dorg.slf4j.simpleLogger.defaultLogLevel=info',
      ...['-cp', `${jars}/*`, 'org.janusgraph.graphdb.server.JanusGraphServer'],
      writeSettings(dir, port, options),
    ],
    isReady: (output) => output.includes('Channel started at port'),
    ...(options.dir ? { dir: options.dir } : {}),
    timeoutMs: 120_000,
  });
  return { ...server, uri: `${options.tls ? 'wss' : 'ws'}://127.0.0.1:${server.port}/gremlin` };
};
