import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { recordFault } from '../../../e2e/faults/record-fault.ts';
import { newRef, readAll, storageContract } from '../storage.contract.ts';
import { prepareLocalStorage } from './id-file.ts';
import { createLocalStorage } from './local-storage.ts';
import { canMakeUnchangeable, makeUnchangeable } from './unchangeable-file.fixture.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const DATA = 'data.rdb.zst';
const temporary: string[] = [];
const newRoot = async (): Promise<string> => {
  const root = await mkdtemp(join(tmpdir(), 'amber-storage-'));
  temporary.push(root);
  return root;
};
const newStorage = async (root: string) => {
  const id = await prepareLocalStorage(root);
  return { root, id, storage: createLocalStorage({ root, id }) };
};
afterEach(async () => {
  for (const root of temporary.splice(0)) await rm(root, { recursive: true, force: true });
});

storageContract('local', async () => {
  const { storage } = await newStorage(await newRoot());
  return { storage, remove: async () => {} };
});

describe('the id file', () => {
  it('is made once in a new or empty folder, by however many processes', async () => {
    const root = join(await newRoot(), 'new', 'storage');
    const ids = await Promise.all(Array.from({ length: 8 }, () => prepareLocalStorage(root)));
    expect(new Set(ids).size).toBe(1);
    expect(await readdir(root)).toEqual(['amber-storage.json']);
    expect(await prepareLocalStorage(root)).toBe(ids[0]);
  });

  it('is not put into a folder with other files', async () => {
    const root = await newRoot();
    await writeFile(join(root, 'letter.txt'), 'mine');
    await expect(prepareLocalStorage(root)).rejects.toMatchObject({ code: 'storage-unavailable' });
    expect(await readdir(root)).toEqual(['letter.txt']);
  });

  it('when missing or another: nothing is read as missing, and nothing is written', async () => {
    const { root, id, storage } = await newStorage(await newRoot());
    const ref = newRef();
    const staged = await storage.stage(ref, { attempt: 1, dataFile: DATA });
    await staged.publish('{}');
    const unavailable = { code: 'storage-unavailable' };

    const other = await newStorage(await newRoot());
    const wrong = createLocalStorage({ root: other.root, id });
    await expect(wrong.check()).rejects.toMatchObject(unavailable);
    await expect(wrong.stage(ref, { attempt: 1, dataFile: DATA })).rejects.toMatchObject(unavailable);
    await expect(wrong.remove(ref)).rejects.toMatchObject(unavailable);
    await expect(wrong.readManifest(ref)).rejects.toMatchObject(unavailable);
    await expect(readAll(wrong.read(ref, DATA))).rejects.toMatchObject(unavailable);
    await expect(wrong.sweep(async () => false)).rejects.toMatchObject(unavailable);
    expect(await readdir(other.root)).toEqual(['amber-storage.json']);

    await rename(root, `${root}-away`);
    temporary.push(`${root}-away`);
    await mkdir(root);
    await expect(storage.check()).rejects.toMatchObject(unavailable);
    await expect(storage.dataSize(ref, DATA)).rejects.toMatchObject(unavailable);
    expect(await readdir(root)).toEqual([]);
    await rm(root, { recursive: true });
    await expect(storage.check()).rejects.toMatchObject(unavailable);
  });

  it('when broken is refused', async () => {
    const { root, storage } = await newStorage(await newRoot());
    await writeFile(join(root, 'amber-storage.json'), '{"id":"../../x"}');
    await expect(storage.check()).rejects.toMatchObject({ code: 'storage-unavailable' });
    await expect(prepareLocalStorage(root)).rejects.toMatchObject({ code: 'storage-unavailable' });
  });

  it('vanishing while an attempt writes: it cannot publish', async () => {
    const { root, storage } = await newStorage(await newRoot());
    const staged = await storage.stage(newRef(), { attempt: 1, dataFile: DATA });
    await staged.write(Buffer.from('data'));
    await rm(join(root, 'amber-storage.json'));
    await expect(staged.publish('{}')).rejects.toMatchObject({ code: 'storage-unavailable' });
    expect(existsSync(join(root, 'artefacts'))).toBe(false);
  });
});

it('says how many bytes are free', async () => {
  const { storage } = await newStorage(await newRoot());
  expect((await storage.check()).freeBytes).toBeGreaterThan(0);
});

it.skipIf(!canMakeUnchangeable()).each(['manifest.json', DATA])(
  'says which file it was that could not be removed, and why: %s',
  async (file) => {
    const { root, storage } = await newStorage(await newRoot());
    const ref = newRef();
    await (await storage.stage(ref, { attempt: 1, dataFile: DATA })).publish('{}');
    const path = join('artefacts', ref.dataStoreId, ref.backupId, file);
    const release = makeUnchangeable(join(root, path));
    try {
      await expect(storage.remove(ref)).rejects.toMatchObject({
        code: 'storage-unavailable',
        message: `The storage at ${root} cannot be used: something there is protected against changes, or belongs to another user (${path}).`,
      });
    } finally {
      release();
    }
    await storage.remove(ref);
    expect(await readdir(join(root, 'artefacts'))).toEqual([]);
  },
);

it('removes folders within an artefact too, and what is gone already', async () => {
  const { root, storage } = await newStorage(await newRoot());
  const ref = newRef();
  await storage.remove(ref);
  await mkdir(join(root, 'artefacts', ref.dataStoreId, ref.backupId, 'a', 'b'), { recursive: true });
  await writeFile(join(root, 'artefacts', ref.dataStoreId, ref.backupId, 'a', 'file'), 'x');
  await storage.remove(ref);
  expect(await readdir(join(root, 'artefacts'))).toEqual([]);
});

it('leaves no folder behind when the last backup of a store is removed', async () => {
  const { root, storage } = await newStorage(await newRoot());
  const ref = newRef();
  const staged = await storage.stage(ref, { attempt: 1, dataFile: DATA });
  await staged.publish('{}');
  expect(await readdir(join(root, 'artefacts', ref.dataStoreId, ref.backupId))).toEqual([
    DATA,
    'manifest.json',
  ]);
  await storage.remove(ref);
  expect(await readdir(join(root, 'artefacts'))).toEqual([]);
  expect(await readdir(join(root, 'staging'))).toEqual([]);
});

describe.skipIf(process.getuid?.() !== 0)('a full disk', () => {
  const onSmallDisk = async (work: (root: string) => Promise<void>) => {
    const root = await newRoot();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', root]);
    try {
      await work(root);
    } finally {
      execFileSync('umount', [root]);
    }
  };

  it('while data is written: failed in words, space freed, older backups intact', () =>
    onSmallDisk(async (root) => {
      const { storage } = await newStorage(root);
      const older = newRef();
      const first = await storage.stage(older, { attempt: 1, dataFile: DATA });
      await first.write(Buffer.alloc(1_000_000, 7));
      await first.publish('{"older":true}');
      const { freeBytes } = await storage.check();

      const staged = await storage.stage(newRef(), { attempt: 1, dataFile: DATA });
      const fill = async () => {
        for (let megabyte = 0; megabyte < 12; megabyte += 1)
          await staged.write(Buffer.alloc(1_000_000, megabyte));
      };
      await expect(fill()).rejects.toMatchObject({
        code: 'storage-full',
        message: /is full .*Delete backups/,
      });
      expect(await readdir(join(root, 'staging'))).toEqual([]);
      expect((await storage.check()).freeBytes).toBe(freeBytes);
      expect(await storage.readManifest(older)).toBe('{"older":true}');
      expect(await readAll(storage.read(older, DATA))).toHaveLength(1_000_000);
      await staged.discard();
    }));

  it('row 7: while the manifest is written: nothing becomes visible', () =>
    onSmallDisk(async (root) => {
      const { storage } = await newStorage(root);
      const ref = newRef();
      const staged = await storage.stage(ref, { attempt: 1, dataFile: DATA });
      await staged.write(Buffer.alloc(8_000_000, 1));
      const manifest = JSON.stringify({ text: 'x'.repeat(3_000_000) });
      await expect(staged.publish(manifest)).rejects.toMatchObject({ code: 'storage-full' });
      await expect(storage.readManifest(ref)).rejects.toMatchObject({ code: 'artefact-missing' });
      expect(await readdir(join(root, 'staging'))).toEqual([]);
      recordFault(import.meta.url, {
        rows: [7],
        injected: 'A disk of 8 MB that is full when the manifest is written',
        times: 1,
        survived: 'Failed with the reason; nothing became visible, and the space was freed.',
      });
    }));

  it('does not keep an old backup from being removed', () =>
    onSmallDisk(async (root) => {
      const { storage } = await newStorage(root);
      const ref = newRef();
      const staged = await storage.stage(ref, { attempt: 1, dataFile: DATA });
      await staged.write(Buffer.alloc(7_000_000, 1));
      await staged.publish('{}');
      await writeFile(join(root, 'filler'), Buffer.alloc(4_000_000)).catch(() => {});
      await storage.remove(ref);
      await expect(storage.readManifest(ref)).rejects.toMatchObject({ code: 'artefact-missing' });
    }));
});

describe('a writer killed with SIGKILL', () => {
  const writer = join(import.meta.dirname, 'killed-writer.fixture.ts');

  it.each(['writing', 'flushed', 'manifest'])(
    'row 1: at the point “%s” leaves nothing visible, and its folder is swept',
    async (point) => {
      const { root, id, storage } = await newStorage(await newRoot());
      const ref = newRef();
      const child = spawn(process.execPath, [writer, root, id, ref.dataStoreId, ref.backupId, point], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
      child.kill('SIGKILL');
      await once(child, 'exit');
      await expect(storage.readManifest(ref)).rejects.toMatchObject({ code: 'artefact-missing' });
      expect(await readdir(join(root, 'staging'))).toHaveLength(1);
      expect(await storage.sweep(async () => false)).toBe(1);
      expect(await readdir(join(root, 'staging'))).toEqual([]);
      expect(await readFile(join(root, 'amber-storage.json'), 'utf8')).toContain(id);
      recordFault(import.meta.url, {
        rows: [1],
        injected:
          'SIGKILL of a process that writes an artefact: while it writes, when all is on the disk, and just before it is put in its place',
        times: 3,
        survived: 'Nothing was visible; the sweep removed what was left.',
      });
    },
  );
});
