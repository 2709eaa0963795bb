import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AmberError } from '#lib/domain/errors';
import type { DataStoreId } from '#lib/domain/ids';
import type { LocalServer, LocalServers } from '#lib/domain/ports/instances';
import { freePort, isPortFree } from '#lib/platform/free-port';
import { waitForExit } from '#lib/platform/running-process';
import { findProgram } from './find-program.ts';
import { runningServer, serverFolder } from './server-folder.ts';
import { isHeld } from './server-lock.ts';
import { startServer } from './start-server.ts';

/** What a store needs to be saved at its end; a full disk keeps Redis from ending at all. Milliseconds. */
const STOP_MS = 10_000;
const KILLED_MS = 5_000;

const NO_ROOM = new Set(['ENOSPC', 'EDQUOT']);

/** What the machine refused, for people. */
const inWords = (error: unknown): unknown => {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== undefined && NO_ROOM.has(code))
    return new AmberError(
      'store-refused',
      'The disk of the worker’s machine is full: no server could be started.',
    );
  if (code === 'EADDRINUSE' || code === 'EADDRNOTAVAIL' || code === 'EMFILE')
    return new AmberError(
      'store-refused',
      'The worker’s machine has no free port: no server could be started.',
    );
  return code === 'EACCES' || code === 'EROFS'
    ? new AmberError(
        'store-refused',
        'The worker may not write into the folder of its servers: none could be started.',
      )
    : error;
};

/** Servers in folders below `root`, one for each id. */
export const localServers = (root: string, path: string): LocalServers => {
  const folderOf = (id: DataStoreId) => serverFolder(join(root, id));

  const start = async (server: LocalServer): Promise<number> => {
    try {
      return await startIn(server);
    } catch (error) {
      throw inWords(error);
    }
  };

  const startIn = async ({ id, program, password, port, wish }: LocalServer): Promise<number> => {
    const folder = folderOf(id);
    await mkdir(folder.data, { recursive: true, mode: 0o700 });
    const free = port > 0 && (await isPortFree(port, '127.0.0.1'));
    const settings = { port: free ? port : await freePort(), password, data: folder.data, wish };
    await startServer(program, folder, settings);
    return settings.port;
  };

  const end = async (id: DataStoreId, patienceMs: number): Promise<void> => {
    const server = await runningServer(folderOf(id));
    if (server === null) return;
    process.kill(server.pid, 'SIGTERM');
    if (await waitForExit(server.pid, patienceMs)) return;
    process.kill(server.pid, 'SIGKILL');
    await waitForExit(server.pid, KILLED_MS);
  };

  return {
    findProgram: () => findProgram(path),
    ensure: async (server) => {
      const running = await runningServer(folderOf(server.id));
      return { port: running?.port ?? (await start(server)) };
    },
    stop: (id) => end(id, STOP_MS),
    remove: async (id) => {
      // nobody wants its data any more
      await end(id, 0);
      const folder = folderOf(id);
      if (await isHeld(folder.lock))
        throw new AmberError(
          'conflict',
          `A server that this worker cannot see still runs in ${folder.path}. It is removed when that has ended.`,
        );
      await rm(folder.path, { recursive: true, force: true });
    },
  };
};
