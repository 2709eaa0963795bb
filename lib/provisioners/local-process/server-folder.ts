import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandOf, isAlive } from '#lib/platform/running-process';

/** Where a server of ours lives: `server.conf`, `server.log`, `data/`, and the files by which it is found again. */
export type ServerFolder = { path: string; data: string; lock: string; pid: string; record: string };

export const serverFolder = (path: string): ServerFolder => ({
  path,
  data: join(path, 'data'),
  lock: join(path, 'server.lock'),
  pid: join(path, 'server.pid'),
  record: join(path, 'server.json'),
});

/** What was decided before the server was started last. */
export type ServerRecord = { port: number };

export const writeRecord = async (folder: ServerFolder, record: ServerRecord): Promise<void> => {
  await writeFile(`${folder.record}.part`, JSON.stringify(record), { flush: true });
  await rename(`${folder.record}.part`, folder.record);
};

/** The server that runs in the folder, as far as this process can see it. */
export const runningServer = async (folder: ServerFolder): Promise<{ pid: number; port: number } | null> => {
  const [pidText, record] = await Promise.all(
    [folder.pid, folder.record].map((file) => readFile(file, 'utf8').catch(() => '')),
  );
  const pid = Number(pidText);
  if (!Number.isSafeInteger(pid) || pid <= 0 || !record) return null;
  const { port } = JSON.parse(record) as ServerRecord;
  // The number may have gone to another process since: a server of ours names its folder or, as Redis does, its port.
  const command = commandOf(pid);
  const isOurs = command.includes(folder.path) || command.includes(`:${port}`);
  return isAlive(pid) && isOurs ? { pid, port } : null;
};
