import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { appendFile, mkdtemp, open, readdir, rename, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createArtefacts } from '#lib/artefacts/create-artefacts';
import { contentsOf, factsOf } from '#lib/artefacts/small-artefact.fixture';
import type { Reading } from '#lib/artefacts/verify-artefact';
import { newBackupId, newDataStoreId } from '#lib/domain/ids';
import type { Run } from '#lib/domain/operation';
import type { Artefacts } from '#lib/domain/ports/artefacts';
import type { ArtefactRef } from '#lib/domain/ports/storage';
import { prepareLocalStorage } from '#lib/storage/local/id-file';
import { createLocalStorage } from '#lib/storage/local/local-storage';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const run: Run = { signal: new AbortController().signal, progress: () => {}, log: () => {} };
const newRef = (): ArtefactRef => ({ dataStoreId: newDataStoreId(), backupId: newBackupId() });

const inspect: Reading = async (source) => {
  let bytes = 0;
  for await (const chunk of source) bytes += chunk.length;
  return contentsOf(bytes);
};
const readAll = async (source: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
};

let root: string;
let artefacts: Artefacts;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'amber-artefacts-'));
  const storage = createLocalStorage({ root, id: await prepareLocalStorage(root) });
  artefacts = createArtefacts({
    storage,
    keys: { current: { id: 'k1', key: randomBytes(32) }, find: () => null },
  });
});
afterEach(() => rm(root, { recursive: true, force: true }));

const put = async (ref: ArtefactRef, plain: Buffer, facts = factsOf(ref, plain.length)) => {
  const draft = await artefacts.begin(ref, 1, 'rdb');
  await draft.sink.write(plain);
  const finished = await draft.finish();
  await draft.publish(facts);
  return finished;
};
const folderOf = (ref: ArtefactRef) => join(root, 'artefacts', ref.dataStoreId, ref.backupId);
const dataOf = (ref: ArtefactRef) => join(folderOf(ref), 'data.rdb.zst');

const flipByte = async (path: string, at: number) => {
  const file = await open(path, 'r+');
  const byte = Buffer.alloc(1);
  await file.read(byte, 0, 1, at);
  byte[0] = byte[0]! ^ 1;
  await file.write(byte, 0, 1, at);
  await file.close();
};

describe('an artefact in a local storage', () => {
  it('is verified, read, downloaded in ranges and removed', async () => {
    const ref = newRef();
    const plain = Buffer.concat([randomBytes(100_000), Buffer.alloc(2_000_000, 'text ')]);
    const { plainBytes, storedBytes, sha256, dataFile } = await put(ref, plain);
    expect({ plainBytes, dataFile }).toEqual({ plainBytes: plain.length, dataFile: 'data.rdb.zst' });
    expect(await readdir(folderOf(ref))).toEqual(['data.rdb.zst', 'manifest.json']);
    expect((await artefacts.verify(ref, inspect, run)).data.stored.bytes).toBe(storedBytes);
    expect((await readAll(artefacts.source(ref)(run.signal))).equals(plain)).toBe(true);

    const file = await artefacts.download(ref, { stored: false });
    expect(file).toMatchObject({ totalBytes: plain.length, fileName: 'orders-20260301T101112Z.rdb' });
    expect(file.entityTag).toBe(sha256);
    expect((await readAll(await file.open(null))).equals(plain)).toBe(true);
    const part = await readAll(await file.open({ start: 99_999, end: 100_009 }));
    expect(part.equals(plain.subarray(99_999, 100_010))).toBe(true);
    const stored = await artefacts.download(ref, { stored: true });
    expect(stored).toMatchObject({
      totalBytes: storedBytes,
      fileName: 'orders-20260301T101112Z.rdb.zst',
      entityTag: expect.not.stringContaining(sha256),
    });
    expect(await readAll(await stored.open({ start: 0, end: storedBytes - 1 }))).toHaveLength(storedBytes);
    const beyond = file.open({ start: 0, end: plain.length });
    await expect(beyond).rejects.toMatchObject({ code: 'invalid-input' });

    await artefacts.remove(ref);
    await expect(artefacts.verify(ref, inspect, run)).rejects.toMatchObject({ code: 'artefact-missing' });
  });

  it('is freed by a download that is broken off', async () => {
    const ref = newRef();
    await put(ref, randomBytes(20_000_000));
    const body = await (await artefacts.download(ref, { stored: false })).open(null);
    await once(body, 'readable');
    body.destroy();
    await once(body, 'close');
    expect(body.destroyed).toBe(true);
  });

  it('of one store in the place of another is refused before a byte is read', async () => {
    const [first, second] = [newRef(), newRef()];
    await put(first, randomBytes(1000));
    await put(second, randomBytes(1000));
    await rename(folderOf(first), `${root}/aside`);
    await rename(folderOf(second), folderOf(first));
    await rename(`${root}/aside`, folderOf(second));
    for (const ref of [first, second]) {
      const refused = { code: 'artefact-mismatch' };
      await expect(artefacts.verify(ref, inspect, run)).rejects.toMatchObject(refused);
      await expect(readAll(artefacts.source(ref)(run.signal))).rejects.toMatchObject(refused);
      await expect(artefacts.download(ref, { stored: false })).rejects.toMatchObject(refused);
    }
  });

  it('with the data of another is refused', async () => {
    const [first, second] = [newRef(), newRef()];
    await put(first, randomBytes(1000));
    await put(second, randomBytes(1000));
    await rename(dataOf(second), dataOf(first));
    await expect(artefacts.verify(first, inspect, run)).rejects.toMatchObject({ code: 'checksum' });
    await expect(artefacts.verify(second, inspect, run)).rejects.toMatchObject({ code: 'artefact-missing' });
  });

  it('that was flipped, cut or grown is refused', async () => {
    const ref = newRef();
    const plain = randomBytes(100_000);
    const { storedBytes } = await put(ref, plain);
    const data = dataOf(ref);
    for (const at of [0, 5, 1000, storedBytes - 1]) {
      await flipByte(data, at);
      await expect(artefacts.verify(ref, inspect, run)).rejects.toMatchObject({
        code: expect.stringMatching(/^(checksum|malformed|truncated)$/),
      });
      await flipByte(data, at);
    }
    await artefacts.verify(ref, inspect, run);
    await appendFile(data, 'x');
    await expect(artefacts.verify(ref, inspect, run)).rejects.toMatchObject({
      code: 'malformed',
      offset: storedBytes,
    });
    await truncate(data, storedBytes - 1);
    await expect(artefacts.verify(ref, inspect, run)).rejects.toMatchObject({ code: 'truncated' });
    const body = await (await artefacts.download(ref, { stored: false })).open(null);
    await expect(readAll(body)).rejects.toMatchObject({ code: 'truncated' });
    await flipByte(join(folderOf(ref), 'manifest.json'), 40);
    await expect(artefacts.verify(ref, inspect, run)).rejects.toMatchObject({
      code: expect.stringMatching(/^(malformed|artefact-mismatch)$/),
    });
  });

  it('whose stored bytes were flipped is not downloaded to its end', async () => {
    const ref = newRef();
    const { storedBytes } = await put(ref, randomBytes(3_000_000));
    const whole = { start: 0, end: storedBytes - 1 };
    const { open: openStored } = await artefacts.download(ref, { stored: true });
    expect(await readAll(await openStored(null))).toHaveLength(storedBytes);
    await flipByte(dataOf(ref), 1000);
    for (const range of [null, whole]) {
      const body = await openStored(range);
      let received = 0;
      body.on('data', (chunk: Buffer) => {
        received += chunk.length;
      });
      const [error] = await once(body, 'error');
      expect(error).toMatchObject({ code: 'checksum' });
      expect(received).toBeLessThan(storedBytes);
    }
    await truncate(dataOf(ref), storedBytes - 1);
    await expect(readAll(await openStored(null))).rejects.toMatchObject({ code: 'truncated' });
  });

  it('whose manifest counts other keys is refused', async () => {
    const ref = newRef();
    const facts = factsOf(ref, 1000);
    const contents = { ...facts.contents, databases: { '0': { keys: 4, expires: 1 } } };
    await put(ref, randomBytes(1000), { ...facts, contents });
    await expect(artefacts.verify(ref, inspect, run)).rejects.toMatchObject({ code: 'artefact-mismatch' });
  });

  it('is not there before it is published, nor after its draft was discarded', async () => {
    const ref = newRef();
    const draft = await artefacts.begin(ref, 1, 'rdb');
    await draft.sink.write(randomBytes(3_000_000));
    await expect(draft.publish(factsOf(ref, 3_000_000))).rejects.toMatchObject({ code: 'internal' });
    await draft.discard();
    await draft.discard();
    await expect(artefacts.verify(ref, inspect, run)).rejects.toMatchObject({ code: 'artefact-missing' });
    expect(await readdir(join(root, 'staging'))).toEqual([]);
  });
});
