import { join } from 'node:path';
import { AmberError } from '#lib/domain/errors';
import { type GraphWish, LOOPBACK, NO_JANUSGRAPH } from '#lib/domain/instance';
import type { Provisioner, ServerToMake } from '#lib/domain/ports/provisioner';
import type { InstalledJanusGraph, NoJanusGraph } from './janusgraph-home.ts';
import { janusGraphSettings } from './janusgraph-settings.ts';
import type { ServerFolder } from './server-folder.ts';
import type { ServerFolders } from './server-folders.ts';
import type { Launch } from './start-server.ts';

type JanusGraphProvisionerParts = {
  folders: ServerFolders;
  installed(): Promise<InstalledJanusGraph | NoJanusGraph>;
};

const USERNAME = 'amber';
/** Up after 5 to 10 s on an idle machine. */
const START_MS = 120_000;
const PLAIN: GraphWish = { options: {}, indexes: ['search'] };

/** Java 17 keeps from JanusGraph what it reaches into. */
const OPENED = ['java.lang', 'java.util', 'java.nio', 'java.io', 'java.net'].map(
  (name) => `--add-opens=java.base/${name}=ALL-UNNAMED`,
);

const launchOf =
  ({ jars, java }: InstalledJanusGraph, { wish, endpoint }: ServerToMake) =>
  (port: number, folder: ServerFolder): Launch => {
    const password = endpoint.password ?? '';
    const graph = wish?.graph ?? PLAIN;
    return {
      file: java,
      args: [
        ...['-Xmx1g', '-XX:+UseSerialGC', '-Dfile.encoding=UTF-8', ...OPENED],
        '-Dorg.slf4j.simpleLogger.defaultLogLevel=info',
        ...['-cp', `${jars}/*`, 'org.janusgraph.graphdb.server.JanusGraphServer'],
        join(folder.path, 'conf/gremlin-server.yaml'),
      ],
      settings: janusGraphSettings({ port, username: USERNAME, password, data: folder.data, graph }),
      port,
      password,
      startMs: START_MS,
    };
  };

/** JanusGraph Servers on this machine, one graph each, in the data folder, with a user and a password of their own. */
export const janusGraphProvisioner = ({ folders, installed }: JanusGraphProvisionerParts): Provisioner => ({
  keepsRunning: true,
  ensure: async (server, run) => {
    const found = await installed();
    if ('missing' in found) throw new AmberError('store-unsupported', NO_JANUSGRAPH[found.missing]);
    run.signal.throwIfAborted();
    const { id, endpoint } = server;
    const launch = launchOf(found, server);
    const starting: typeof launch = (...at) => {
      run.progress(`Starting JanusGraph ${found.version}`);
      return launch(...at);
    };
    const { port } = await folders.ensure(id, endpoint.port, starting, run.signal);
    return { ...endpoint, host: LOOPBACK, port, username: USERNAME, tls: null, path: null, graph: null };
  },
  stop: folders.stop,
  remove: ({ id }) => folders.remove(id),
});
