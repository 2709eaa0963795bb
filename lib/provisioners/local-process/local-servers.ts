import { join } from 'node:path';
import type { LocalServer, LocalServers } from '#lib/domain/ports/instances';
import { findProgram } from './find-program.ts';
import type { ServerFolder } from './server-folder.ts';
import type { ServerFolders } from './server-folders.ts';
import { serverSettings } from './server-settings.ts';
import type { Launch } from './start-server.ts';

const START_MS = 20_000;
const SETTINGS = 'server.conf';

const launchOf =
  ({ program, password, wish, starting }: LocalServer) =>
  (port: number, folder: ServerFolder): Launch => {
    starting?.();
    const file = join(folder.path, SETTINGS);
    const { text, args } = serverSettings(program.product, file, {
      port,
      password,
      data: folder.data,
      wish,
    });
    return { file: program.path, args, settings: { [SETTINGS]: text }, port, password, startMs: START_MS };
  };

/** Servers of the Redis family. */
export const localServers = (folders: ServerFolders, path: string): LocalServers => ({
  findProgram: () => findProgram(path),
  ensure: (server, signal) => folders.ensure(server.id, server.port, launchOf(server), signal),
  stop: folders.stop,
  remove: folders.remove,
});
