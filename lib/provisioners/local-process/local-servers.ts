import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataStoreId } from '#lib/domain/ids';
import type { LocalServer, LocalServers } from '#lib/domain/ports/instances';
import { freePort, isPortFree } from '#lib/platform/free-port';
import { commandOf, isAlive, waitForExit } from '#lib/platform/running-process';
import { findProgram } from './find-program.ts';
import { type Started, startServer } from './start-server.ts';

/** What a large store needs to be saved at its end. Milliseconds. */
const STOP_MS = 30_000;

/**
 * Servers in folders below `root`: `<id>/server.conf`, `server.log`, `data/`, and `server.json`, which names the process
 * while it runs. That file is how the next worker finds a server whose worker was killed.
 */
export const localServers = (root: string, path: string): LocalServers => {
  const folderOf = (id: DataStoreId) => join(root, id);
  const runningFile = (id: DataStoreId) => join(folderOf(id), 'server.json');

  const running = async (id: DataStoreId): Promise<Started | null> => {
    const text = await readFile(runningFile(id), 'utf8').catch(() => null);
    if (text === null) return null;
    const started = JSON.parse(text) as Started;
    // The number may have gone to another process since: a server of ours names its folder or, as Redis does, its port.
    const command = commandOf(started.pid);
    const isOurs = command.includes(folderOf(id)) || command.includes(`:${started.port}`);
    return isAlive(started.pid) && isOurs ? started : null;
  };

  const start = async ({ id, program, password, port }: LocalServer): Promise<Started> => {
    const data = join(folderOf(id), 'data');
    await mkdir(data, { recursive: true, mode: 0o700 });
    const free = port > 0 && (await isPortFree(port, '127.0.0.1'));
    const settings = { port: free ? port : await freePort(), password, data };
    const started = await startServer(program, folderOf(id), settings);
    await writeFile(`${runningFile(id)}.part`, JSON.stringify(started), { flush: true });
    await rename(`${runningFile(id)}.part`, runningFile(id));
    return started;
  };

  const stop = async (id: DataStoreId): Promise<void> => {
    const started = await running(id);
    if (started === null) return;
    process.kill(started.pid, 'SIGTERM');
    if (await waitForExit(started.pid, STOP_MS)) return;
    process.kill(started.pid, 'SIGKILL');
    await waitForExit(started.pid, 5_000);
  };

  return {
    findProgram: () => findProgram(path),
    ensure: async (server) => {
      const { port } = (await running(server.id)) ?? (await start(server));
      return { port };
    },
    stop,
    remove: async (id) => {
      await stop(id);
      await rm(folderOf(id), { recursive: true, force: true });
    },
  };
};
