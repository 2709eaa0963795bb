import { join } from 'node:path';
import type { ProvisionerName, WorkerOffers } from '#lib/domain/instance';
import type { Provisioner } from '#lib/domain/ports/provisioner';
import { graphProvisioner } from '#lib/engines/janusgraph/new-graph/graph-provisioner';
import { env } from '#lib/platform/env';
import { programPath } from '#lib/platform/program-path';
import { type CommandLimits, commandProvisioner } from '#lib/provisioners/command/command-provisioner';
import { existingEndpoint } from '#lib/provisioners/endpoint/existing-endpoint';
import { installedServers } from '#lib/provisioners/local-process/installed-servers';
import {
  findJanusGraph,
  type InstalledJanusGraph,
  type NoJanusGraph,
} from '#lib/provisioners/local-process/janusgraph-home';
import { janusGraphProvisioner } from '#lib/provisioners/local-process/janusgraph-provisioner';
import { localProvisioner } from '#lib/provisioners/local-process/local-provisioner';
import { localServers } from '#lib/provisioners/local-process/local-servers';
import { redisProvisioner } from '#lib/provisioners/local-process/redis-provisioner';
import { serverFolders } from '#lib/provisioners/local-process/server-folders';
import { catalogue } from './catalogue.ts';

export type ComposedProvisioners = {
  provisioners: ReadonlyMap<ProvisionerName, Provisioner>;
  /** What they can make now. */
  offers(): Promise<WorkerOffers>;
};

const janusGraphOffers = (
  found: InstalledJanusGraph | NoJanusGraph,
): Pick<WorkerOffers, 'servers' | 'withoutJanusGraph'> =>
  'missing' in found
    ? { servers: [], withoutJanusGraph: found.missing }
    : { servers: [{ product: 'janusgraph', version: found.version }] };

/** Everything that can make a server for this worker. */
export const composeProvisioners = (limits?: CommandLimits): ComposedProvisioners => {
  const folders = serverFolders(join(env().dataDir, 'servers'));
  const installed = installedServers(programPath());
  const janusGraph = () => findJanusGraph(env().janusgraphHome, programPath());
  const local = localProvisioner({
    redis: redisProvisioner({ servers: localServers(folders, programPath()), installed }),
    janusgraph: janusGraphProvisioner({ folders, installed: janusGraph }),
  });
  const commands = [...env().provisioners];
  return {
    provisioners: new Map<ProvisionerName, Provisioner>([
      ['sample', local],
      ['local', local],
      ['endpoint', existingEndpoint],
      ['graph', graphProvisioner({ endpointOf: (id) => catalogue().dataStores.findEndpoint(id) })],
      ...commands.map(([name, executable]): [ProvisionerName, Provisioner] => [
        `command:${name}`,
        commandProvisioner(name, executable, limits),
      ]),
    ]),
    offers: async () => {
      const redis = (await installed()).map(({ product, version }) => ({ product, version }));
      const graphs = janusGraphOffers(await janusGraph());
      return {
        ...graphs,
        servers: [...redis, ...graphs.servers],
        commands: commands.map(([name]) => name),
      };
    },
  };
};
