import { execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Endpoint } from '#lib/domain/data-store';
import { type DataStoreId, newDataStoreId } from '#lib/domain/ids';
import { commandOf, isAlive, waitForExit } from '#lib/platform/running-process';
import { findProgram } from './find-program.ts';
import type { InstalledJanusGraph } from './janusgraph-home.ts';
import { janusGraphProvisioner } from './janusgraph-provisioner.ts';
import { localServers } from './local-servers.ts';
import { serverFolders } from './server-folders.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'amber-servers-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const PATH = process.env.PATH!;
const wanting = new AbortController().signal;
const program = async () => (await findProgram(PATH))!;
const wanted = async (id: DataStoreId) => ({
  id,
  program: await program(),
  password: 'secret',
  port: 0,
  wish: null,
});
const pidOf = (id: string): number => Number(readFileSync(join(root, id, 'server.pid'), 'utf8'));

/** Processes that work in the folder, whoever started them. */
const processesIn = (folder: string): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => workingFolder(pid).startsWith(folder));
const workingFolder = (pid: number): string => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
};

it('is found again by a worker that knows nothing of it, and removed', async () => {
  const id = newDataStoreId();
  const { port } = await localServers(serverFolders(root), PATH).ensure(await wanted(id), wanting);
  const pid = pidOf(id);
  expect(await localServers(serverFolders(root), PATH).ensure(await wanted(id), wanting)).toEqual({ port });
  expect(pidOf(id)).toBe(pid);
  await localServers(serverFolders(root), PATH).remove(id);
  expect(isAlive(pid)).toBe(false);
  expect(existsSync(join(root, id))).toBe(false);
});

const STARTER = `
import { localServers } from '${join(import.meta.dirname, 'local-servers.ts')}';
import { serverFolders } from '${join(import.meta.dirname, 'server-folders.ts')}';
const [root, path, server] = process.argv.slice(1);
await localServers(serverFolders(root), path).ensure(JSON.parse(server), new AbortController().signal);
process.stdin.resume();`;

it('is found again after its worker was killed as soon as there was a process', async () => {
  const id = newDataStoreId();
  const server = await wanted(id);
  const folder = join(root, id);
  const worker = spawn(
    process.execPath,
    ['--input-type=module', '-e', STARTER, root, PATH, JSON.stringify(server)],
    { stdio: ['pipe', 'ignore', 'inherit'] },
  );
  while (processesIn(folder).length === 0) await new Promise(setImmediate);
  worker.kill('SIGKILL');
  await waitForExit(worker.pid!, 5_000);
  const next = localServers(serverFolders(root), PATH);
  await next.ensure(server, wanting);
  const pid = pidOf(id);
  expect(processesIn(folder)).toEqual([pid]);
  await next.remove(id);
  expect(processesIn(folder)).toEqual([]);
});

it('is not started twice on its data where the first one cannot be seen', async () => {
  const id = newDataStoreId();
  const servers = localServers(serverFolders(root), PATH);
  await servers.ensure(await wanted(id), wanting);
  const pid = pidOf(id);
  // as in another container: its number says nothing here
  writeFileSync(join(root, id, 'server.pid'), '');
  await expect(servers.ensure(await wanted(id), wanting)).rejects.toThrow(
    /runs already, started by a worker/,
  );
  await expect(servers.remove(id)).rejects.toThrow(/removed when that has ended/);
  expect(isAlive(pid)).toBe(true);
  expect(existsSync(join(root, id, 'data'))).toBe(true);
  process.kill(pid, 'SIGKILL');
  await waitForExit(pid, 5_000);
  await servers.remove(id);
  expect(existsSync(join(root, id))).toBe(false);
});

const DEAF_JAVA = `#!/bin/sh
trap '' TERM
exec sleep 600
`;

it('is ended when it is given up before it answers', async () => {
  const id = newDataStoreId();
  const java = join(root, 'java');
  writeFileSync(java, DEAF_JAVA, { mode: 0o700 });
  const folders = serverFolders(root);
  const installed = async (): Promise<InstalledJanusGraph> => ({ jars: root, version: '1.1.0', java });
  const control = new AbortController();
  const address = { host: '127.0.0.1', port: 0, username: null, password: 'secret', tls: null };
  const endpoint: Endpoint = { engine: 'janusgraph', ...address };
  const made = janusGraphProvisioner({ folders, installed }).ensure(
    { id, name: 'deaf', wish: null, endpoint },
    { signal: control.signal, progress: () => {} },
  );
  const given = expect(made).rejects.toThrow('enough');
  while (!processesIn(join(root, id)).some((pid) => commandOf(pid).startsWith('sleep')))
    await new Promise(setImmediate);
  control.abort(new Error('enough'));
  await given;
  expect(processesIn(join(root, id))).toEqual([]);
  await folders.remove(id);
});

it.skipIf(process.getuid?.() !== 0)('leaves no process behind on a full disk', async () => {
  const small = join(root, 'small');
  mkdirSync(small);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', small]);
  try {
    const id = newDataStoreId();
    const servers = localServers(serverFolders(small), PATH);
    await servers.ensure(await wanted(id), wanting);
    const first = Number(readFileSync(join(small, id, 'server.pid'), 'utf8'));
    try {
      writeFileSync(join(small, 'ballast'), Buffer.alloc(2 ** 20));
    } catch {
      // full: that is what it is for
    }
    process.kill(first, 'SIGKILL');
    await waitForExit(first, 5_000);
    await expect(servers.ensure(await wanted(id), wanting)).rejects.toThrow();
    expect(processesIn(join(small, id))).toEqual([]);
    await servers.remove(id);
  } finally {
    execFileSync('umount', [small]);
  }
});

it('never shows its password, and takes none that could be read as settings', async () => {
  const id = newDataStoreId();
  const servers = localServers(serverFolders(root), PATH);
  await expect(
    servers.ensure({ ...(await wanted(id)), password: 'x\nbind 0.0.0.0' }, wanting),
  ).rejects.toThrow('foreign characters');
  const broken = { ...(await program()), path: '/bin/cat' };
  await expect(
    servers.ensure({ ...(await wanted(id)), password: 'tell-nobody', program: broken }, wanting),
  ).rejects.toThrow(/^The server did not start: (?!.*tell-nobody)/s);
  await servers.remove(id);
});
