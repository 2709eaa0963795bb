import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BackupId, newBackupId, newDataStoreId } from '#lib/domain/ids';
import type { ArtefactRef, Storage } from '#lib/domain/ports/storage';

export type StorageUnderTest = { storage: Storage; remove(): Promise<void> };

const DATA = 'data.rdb.zst';
export const newRef = (): ArtefactRef => ({ dataStoreId: newDataStoreId(), backupId: newBackupId() });
const always = async () => true;
const never = async () => false;

export const readAll = async (source: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** What every storage must do. `start` gives an empty one. */
export const storageContract = (name: string, start: () => Promise<StorageUnderTest>): void => {
  describe(`storage contract: ${name}`, () => {
    let under: StorageUnderTest;
    let storage: Storage;
    beforeEach(async () => {
      under = await start();
      storage = under.storage;
    });
    afterEach(() => under.remove());

    const put = async (ref: ArtefactRef, data: Uint8Array, manifest: string, attempt = 1) => {
      const staged = await storage.stage(ref, { attempt, dataFile: DATA });
      await staged.write(data);
      await staged.publish(manifest);
    };

    it('gives back what was published, whole and in ranges', async () => {
      const ref = newRef();
      const data = randomBytes(3_500_000);
      const staged = await storage.stage(ref, { attempt: 1, dataFile: DATA });
      for (let at = 0; at < data.length; at += 100_001) await staged.write(data.subarray(at, at + 100_001));
      await staged.flush();
      await staged.publish('{"a":1}');
      await staged.publish('{"a":2}');
      await staged.discard();
      expect(await storage.readManifest(ref)).toBe('{"a":1}');
      expect(await storage.dataSize(ref, DATA)).toBe(data.length);
      expect((await readAll(storage.read(ref, DATA))).equals(data)).toBe(true);
      const range = { start: 1_048_575, end: 2_097_153 };
      expect(
        (await readAll(storage.read(ref, DATA, range))).equals(data.subarray(range.start, range.end + 1)),
      ).toBe(true);
      expect(
        await readAll(storage.read(ref, DATA, { start: data.length - 1, end: data.length - 1 })),
      ).toHaveLength(1);
    });

    it('shows nothing before publish, nor after discard', async () => {
      const ref = newRef();
      const staged = await storage.stage(ref, { attempt: 1, dataFile: DATA });
      await staged.write(Buffer.from('half'));
      await staged.flush();
      await expect(storage.readManifest(ref)).rejects.toMatchObject({ code: 'artefact-missing' });
      await expect(storage.dataSize(ref, DATA)).rejects.toMatchObject({ code: 'artefact-missing' });
      await expect(readAll(storage.read(ref, DATA))).rejects.toMatchObject({ code: 'artefact-missing' });
      await staged.discard();
      await staged.discard();
      await expect(storage.readManifest(ref)).rejects.toMatchObject({ code: 'artefact-missing' });
      await expect(staged.publish('{}')).rejects.toMatchObject({ code: 'fenced' });
      expect(await storage.sweep(never)).toBe(0);
    });

    it('replaces an earlier publication of the same backup', async () => {
      const ref = newRef();
      await put(ref, Buffer.from('first and longer'), '1', 1);
      await put(ref, Buffer.from('second'), '2', 2);
      expect(await storage.readManifest(ref)).toBe('2');
      expect((await readAll(storage.read(ref, DATA))).toString()).toBe('second');
    });

    it('lets a later attempt take over, so that the earlier one can no longer publish', async () => {
      const ref = newRef();
      const zombie = await storage.stage(ref, { attempt: 1, dataFile: DATA });
      await zombie.write(Buffer.from('old'));
      const later = await storage.stage(ref, { attempt: 2, dataFile: DATA });
      await later.write(Buffer.from('new'));
      await expect(zombie.publish('old')).rejects.toMatchObject({ code: 'fenced' });
      await zombie.discard();
      await expect(storage.stage(ref, { attempt: 1, dataFile: DATA })).rejects.toMatchObject({
        code: 'fenced',
      });
      await later.publish('new');
      expect(await storage.readManifest(ref)).toBe('new');
      expect((await readAll(storage.read(ref, DATA))).toString()).toBe('new');
      expect(await storage.sweep(never)).toBe(0);
    });

    it('removes data and manifest, also twice, and leaves its neighbours', async () => {
      const ref = newRef();
      const neighbour = { ...ref, backupId: newBackupId() };
      await put(ref, Buffer.from('data'), '{}');
      await put(neighbour, Buffer.from('other'), '{"other":1}');
      await storage.remove(ref);
      await storage.remove(ref);
      await expect(storage.readManifest(ref)).rejects.toMatchObject({ code: 'artefact-missing' });
      await expect(storage.dataSize(ref, DATA)).rejects.toMatchObject({ code: 'artefact-missing' });
      expect(await storage.readManifest(neighbour)).toBe('{"other":1}');
      await storage.remove(neighbour);
      await put(ref, Buffer.from('again'), '{}');
      expect((await readAll(storage.read(ref, DATA))).toString()).toBe('again');
    });

    it('sweeps what dead attempts left and nothing else', async () => {
      const [published, dead, live] = [newRef(), newRef(), newRef()];
      await put(published, Buffer.from('data'), '{}');
      const abandoned = await storage.stage(dead, { attempt: 3, dataFile: DATA });
      await abandoned.write(Buffer.from('abandoned'));
      const working = await storage.stage(live, { attempt: 1, dataFile: DATA });
      await working.write(Buffer.from('working'));
      expect(await storage.sweep(always)).toBe(0);
      const asked: [ArtefactRef, number][] = [];
      const removed = await storage.sweep(async (ref, attempt) => {
        asked.push([ref, attempt]);
        return ref.backupId === live.backupId;
      });
      expect(removed).toBe(1);
      expect(asked).toHaveLength(2);
      expect(asked).toContainEqual([dead, 3]);
      await expect(abandoned.publish('{}')).rejects.toMatchObject({ code: 'fenced' });
      await working.publish('{"kept":1}');
      expect(await storage.readManifest(live)).toBe('{"kept":1}');
      expect(await storage.readManifest(published)).toBe('{}');
    });

    it('takes an empty data file and a manifest of a megabyte', async () => {
      const ref = newRef();
      const manifest = JSON.stringify({ text: 'ü'.repeat(500_000) });
      const staged = await storage.stage(ref, { attempt: 1, dataFile: DATA });
      await staged.publish(manifest);
      expect(await storage.dataSize(ref, DATA)).toBe(0);
      expect(await storage.readManifest(ref)).toBe(manifest);
      expect(await readAll(storage.read(ref, DATA))).toHaveLength(0);
    });

    it.each(['../../etc', 'bkp_../../../../x', 'bkp_abcdefghi/..', 'bkp_abcdefgh\0', '', 'dst_abcdefghi'])(
      'refuses %j as the id of a backup',
      async (id) => {
        const ref = { ...newRef(), backupId: id as BackupId };
        const refused = { code: 'invalid-input' };
        await expect(storage.stage(ref, { attempt: 1, dataFile: DATA })).rejects.toMatchObject(refused);
        await expect(storage.readManifest(ref)).rejects.toMatchObject(refused);
        await expect(storage.dataSize(ref, DATA)).rejects.toMatchObject(refused);
        await expect(storage.remove(ref)).rejects.toMatchObject(refused);
        expect(() => storage.read(ref, DATA)).toThrow(expect.objectContaining(refused));
      },
    );

    it.each(['../data.rdb.zst', 'data.rdb.zst/../../x', 'other', ''])(
      'refuses %j as a file name',
      async (file) => {
        const ref = newRef();
        const refused = { code: 'invalid-input' };
        await expect(storage.stage(ref, { attempt: 1, dataFile: file })).rejects.toMatchObject(refused);
        await expect(storage.dataSize(ref, file)).rejects.toMatchObject(refused);
        expect(() => storage.read(ref, file)).toThrow(expect.objectContaining(refused));
      },
    );
  });
};
