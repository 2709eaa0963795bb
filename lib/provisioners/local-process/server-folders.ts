import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AmberError } from '#lib/domain/errors';
import type { DataStoreId } from '#lib/domain/ids';
import { freePort, isPortFree } from '#lib/platform/free-port';
import { waitForExit } from '#lib/platform/running-process';
import { runningServer, type ServerFolder, serverFolder } from './server-folder.ts';
import { isHeld } from './server-lock.ts';
import { type Launch, startServer } from './start-server.ts';

/** What a store needs to be saved at its end; a full disk keeps Redis from ending at all. Milliseconds. */
const STOP_MS = 10_000;
const KILLED_MS = 5_000;

/** Servers on this machine, each in a folder of its own. They outlive this process unless they are stopped. */
export type ServerFolders = {
  /**
   * Starts it unless it runs; gives the port of the loopback address where it answers.
   * @param port where it answered last; another one if that is taken
   */
  ensure(
    id: DataStoreId,
    port: number,
    launch: (port: number, folder: ServerFolder) => Launch,
  ): Promise<{ port: number }>;
  /** Lets it save its data and ends it. */
  stop(id: DataStoreId): Promise<void>;
  /** Ends it and removes its folder. */
  remove(id: DataStoreId): Promise<void>;
};

/** Folders below `root`, one for each id. */
export const serverFolders = (root: string): ServerFolders => {
  const folderOf = (id: DataStoreId) => serverFolder(join(root, id));

  const start: ServerFolders['ensure'] = async (id, wanted, launch) => {
    const folder = folderOf(id);
    await mkdir(folder.data, { recursive: true, mode: 0o700 });
    const free = wanted > 0 && (await isPortFree(wanted, '127.0.0.1'));
    const port = free ? wanted : await freePort();
    await startServer(folder, launch(port, folder));
    return { port };
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
    ensure: async (id, port, launch) => {
      const running = await runningServer(folderOf(id));
      if (running !== null) return { port: running.port };
      return await start(id, port, launch).catch((error: unknown) => {
        throw inWords(error);
      });
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

const NO_ROOM = new Set(['ENOSPC', 'EDQUOT']);
const NO_PORT = new Set(['EADDRINUSE', 'EADDRNOTAVAIL', 'EMFILE']);
const NO_RIGHT = new Set(['EACCES', 'EROFS', 'EPERM']);

/** What the machine refused, for people. */
const inWords = (error: unknown): unknown => {
  const { code = '' } = error as NodeJS.ErrnoException;
  const refused = (what: string) => new AmberError('store-refused', `${what}: no server could be started.`);
  if (NO_ROOM.has(code)) return refused('The disk of the worker’s machine is full');
  if (NO_PORT.has(code)) return refused('The worker’s machine has no free port');
  if (NO_RIGHT.has(code)) return refused('The worker may not write into the folder of its servers');
  return error;
};
