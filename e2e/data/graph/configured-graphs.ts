import { join } from 'node:path';
import type { Endpoint } from '#lib/domain/data-store';
import type { TestServer } from '../../servers/server-process.ts';
import { graphEndpoint, runScript } from './graph-calls.ts';

const CREATE = `
org.janusgraph.core.ConfiguredGraphFactory.createConfiguration(new org.apache.commons.configuration2.MapConfiguration(new HashMap(cf)))
org.janusgraph.core.ConfiguredGraphFactory.open(cf['graph.graphname']).toString()
`;

let made = 0;

/** A new, empty graph on a running server, on BerkeleyJE and Lucene in folders that were never used before. */
export const newGraph = async (
  server: Pick<TestServer, 'port' | 'dir'>,
  options: {
    name?: string;
    index?: boolean;
    set?: Record<string, string | boolean>;
    /** How to be let in. */
    as?: Partial<Endpoint>;
  } = {},
): Promise<Endpoint> => {
  made += 1;
  const name = options.name ?? `graph-${made}`;
  const folder = join(server.dir, 'data', `${name}-${made}`);
  const index = {
    'index.search.backend': 'lucene',
    'index.search.directory': join(folder, 'index'),
  };
  await runScript(graphEndpoint(server, options.as), CREATE, {
    cf: {
      'graph.graphname': name,
      'storage.backend': 'berkeleyje',
      'storage.directory': join(folder, 'db'),
      // each environment keeps its share of the heap
      'storage.berkeleyje.cache-percentage': 5,
      ...(options.index === false ? {} : index),
      ...options.set,
    },
  });
  return graphEndpoint(server, { ...options.as, graph: name });
};
