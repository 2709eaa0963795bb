import { Readable } from 'node:stream';
import { AmberError } from '#lib/domain/errors';
import type { Manifest } from '#lib/domain/manifest';
import type { Artefacts } from '#lib/domain/ports/artefacts';
import type { ArtefactRef, Storage } from '#lib/domain/ports/storage';
import { createDraft, draftFileName } from './artefact-draft.ts';
import { type ArtefactData, type ByteRange, readArtefact, readArtefactRange } from './artefact-reader.ts';
import { checkedBytes } from './checked-bytes.ts';
import type { ManifestKeys } from './manifest-mac.ts';
import { nameDownload } from './name-download.ts';
import { readManifest } from './read-manifest.ts';
import { verifyArtefact } from './verify-artefact.ts';

export type ArtefactsOptions = {
  storage: Storage;
  /** Sign and check the manifests. */
  keys: ManifestKeys;
  /** age recipients of new artefacts; none: not encrypted. */
  recipients?: readonly string[];
  /** age secret keys for encrypted artefacts. */
  identities?: readonly string[];
};

/** Artefacts in a storage: every manifest that is read must belong to its place and be signed by this console. */
export const createArtefacts = ({
  storage,
  keys,
  recipients = [],
  identities = [],
}: ArtefactsOptions): Artefacts => {
  const manifestOf = async (ref: ArtefactRef): Promise<Manifest> =>
    readManifest(await storage.readManifest(ref), { ref, keys });

  const dataOf = (ref: ArtefactRef, manifest: Manifest): ArtefactData & { manifest: Manifest } => ({
    manifest,
    open: (range) => storage.read(ref, manifest.data.file, range),
    identities,
  });

  return {
    begin: async (ref, attempt, format) => {
      const staged = await storage.stage(ref, { attempt, dataFile: draftFileName({ format, recipients }) });
      try {
        return await createDraft(staged, { format, recipients, key: keys.current });
      } catch (error) {
        await staged.discard();
        throw error;
      }
    },

    source: (ref) =>
      async function* (signal) {
        yield* readArtefact(dataOf(ref, await manifestOf(ref)), signal);
      },

    verify: async (ref, inspect, run) => {
      const manifest = await manifestOf(ref);
      const storedBytes = await storage.dataSize(ref, manifest.data.file);
      await verifyArtefact({ ...dataOf(ref, manifest), storedBytes }, inspect, run);
      return manifest;
    },

    look: async (ref) => {
      const { data } = await manifestOf(ref);
      const bytes = await storage.dataSize(ref, data.file);
      if (bytes === data.stored.bytes) return;
      throw new AmberError(
        bytes < data.stored.bytes ? 'truncated' : 'malformed',
        `The data file has ${bytes} bytes, and ${data.stored.bytes} were written.`,
        { offset: Math.min(bytes, data.stored.bytes) },
      );
    },

    download: async (ref, { stored }) => {
      const manifest = await manifestOf(ref);
      const { bytes: totalBytes, sha256 } = manifest.data[stored ? 'stored' : 'plain'];
      const open = async (range: ByteRange | null): Promise<Readable> => {
        requireWithin(range, totalBytes);
        if (stored)
          return storedStream(storage.read(ref, manifest.data.file, range ?? undefined), manifest, range);
        return plainStream(dataOf(ref, manifest), range);
      };
      return { totalBytes, fileName: nameDownload(manifest, stored), entityTag: sha256, open };
    },

    remove: (ref) => storage.remove(ref),
    freeBytes: async () => (await storage.check()).freeBytes,
    room: () => storage.check(),
    sweep: (isLive) => storage.sweep(isLive),
  };
};

const requireWithin = (range: ByteRange | null, totalBytes: number): void => {
  if (range === null || (range.start >= 0 && range.start <= range.end && range.end < totalBytes)) return;
  throw new AmberError('invalid-input', `The range is not within the ${totalBytes} bytes of the file.`);
};

/** The stored bytes as they are; when they are the whole file, a damaged one ends with an error before its end. */
const storedStream = (stored: Readable, { data }: Manifest, range: ByteRange | null): Readable => {
  const isWhole = range === null || range.end - range.start + 1 === data.stored.bytes;
  if (!isWhole) return stored;
  const checked = checkedBytes(stored, { ...data.stored, name: 'data file' });
  const body = Readable.from(checked, { objectMode: false, highWaterMark: 2 * 1024 * 1024 });
  // A generator that was never begun leaves its source open, and nobody listening to it.
  stored.on('error', () => {});
  body.once('close', () => stored.destroy());
  return body;
};

/** Ends with the error that the reader found; a client that goes away ends the reading. */
const plainStream = (artefact: ArtefactData, range: ByteRange | null): Readable => {
  const leaving = new AbortController();
  const plain =
    range === null
      ? readArtefact(artefact, leaving.signal)
      : readArtefactRange(artefact, range, leaving.signal);
  const body = Readable.from(plain, { objectMode: false, highWaterMark: 2 * 1024 * 1024 });
  body.once('close', () => leaving.abort());
  return body;
};
