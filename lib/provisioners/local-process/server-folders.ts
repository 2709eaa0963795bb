import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AmberError } from '#lib/domain/errors';
import type { DataStoreId } from '#lib/domain/ids';
import { freePort, isPortFree } from '#lib/platform/free-port';
import { isAlive, waitForExit } from '#lib/platform/running-process';
import { runningServer, type ServerFolder, serverFolder } from './server-folder.ts';
import { isHeld } from './server-lock.ts';
import { HeldElsewhere, type Launch, listens, startServer } from './start-server.ts';

/** What a store needs to be saved at its end; a full disk keeps Redis from ending at all. Milliseconds. */
const STOP_MS = 10_000;
const KILLED_MS = 5_000;
/** As long as the slowest may take to start. */
const LISTEN_MS = 120_000;
const WRITE_MS = 1_000;

/** Servers on this machine, each in a folder of its own. They outlive this process unless they are stopped. */
export type ServerFolders = {
  /**
   * Starts it unless it runs; gives the port of the loopback address where it answers.
   * @param port where it answered last; another one if that is taken
   * @param signal ends one that was started here and does not answer yet
   */
  ensure(
    id: DataStoreId,
    port: number,
    launch: (port: number, folder: ServerFolder) => Launch,
    signal: AbortSignal,
  ): Promise<{ port: number }>;
  /** Lets it save its data and ends it. */
  stop(id: DataStoreId): Promise<void>;
  /** Ends it and removes its folder. */
  remove(id: DataStoreId): Promise<void>;
};

/** Folders below `root`, one for each id. */
export const serverFolders = (root: string): ServerFolders => {
  const folderOf = (id: DataStoreId) => serverFolder(join(root, id));

  const start: ServerFolders['ensure'] = async (id, wanted, launch, signal) => {
    const folder = folderOf(id);
    await mkdir(folder.data, { recursive: true, mode: 0o700 });
    const free = wanted > 0 && (await isPortFree(wanted, '127.0.0.1'));
    const port = free ? wanted : await freePort();
    signal.throwIfAborted();
    await startServer(folder, launch(port, folder), signal);
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
    ensure: async (id, port, launch, signal) => {
      const running = await runningServer(folderOf(id));
      if (running !== null) return await untilItListens(running, signal);
      return await start(id, port, launch, signal).catch(async (error: unknown) => {
        const begun = error instanceof HeldElsewhere ? await soonRunning(folderOf(id)) : null;
        if (begun !== null) return await untilItListens(begun, signal);
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

type Running = { pid: number; port: number };

/** A worker that was killed may have begun it a moment ago. */
const untilItListens = async ({ pid, port }: Running, signal: AbortSignal): Promise<{ port: number }> => {
  const end = performance.now() + LISTEN_MS;
  while (!(await listens(port))) {
    if (!isAlive(pid)) throw new AmberError('store-refused', 'The server ended before it answered.');
    if (performance.now() > end)
      throw new AmberError('store-refused', 'The server runs, but does not answer on its port.');
    await delay(50, undefined, { signal });
  }
  return { port };
};

/** One that has its lock writes down its number next. */
const soonRunning = async (folder: ServerFolder): Promise<Running | null> => {
  const end = performance.now() + WRITE_MS;
  for (;;) {
    const running = await runningServer(folder);
    if (running !== null || performance.now() > end) return running;
    await delay(20);
  }
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
