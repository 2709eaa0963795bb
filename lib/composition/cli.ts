import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Inspect } from '#lib/artefacts/verify-artefact';
import { AmberError } from '#lib/domain/errors';
import type { Manifest } from '#lib/domain/manifest';
import type { Run } from '#lib/domain/operation';
import type { ArtefactDraft } from '#lib/domain/ports/artefacts';
import type { ByteSource, Engine } from '#lib/domain/ports/engine';
import type { RdbFacts } from '#lib/domain/rdb-facts';

/*
 * The command line's wiring: engines and artefacts, no database. What a command does not need is not loaded, as each
 * run pays for it again.
 */

export const loadEngine = async (): Promise<Engine> =>
  (await import('#lib/engines/redis/redis-engine')).redisEngine;

/** Parses without the rest of the engine. */
const loadInspect = async (): Promise<Inspect> =>
  (await import('#lib/engines/redis/rdb/inspect-rdb')).inspectRdb;

/** A backup on disk: an artefact's folder, or a bare file. */
export type OpenedBackup = {
  /** null: a bare file. */
  manifest: Manifest | null;
  /** Reads all of it; an artefact's sizes, checksums and counts are checked on the way. */
  inspect(run: Run): Promise<RdbFacts>;
  source: ByteSource;
};

/** Throws `invalid-input` when there is nothing at the path; what is wrong with the backup itself comes from reading. */
export const openBackup = async (path: string, identities: readonly string[]): Promise<OpenedBackup> => {
  const found = await stat(path).catch((cause: unknown) => {
    throw new AmberError('invalid-input', `There is nothing to read at ${path}.`, { cause });
  });
  return found.isDirectory() ? await openFolder(path, identities) : openFile(path, found.size, identities);
};

const openFolder = async (path: string, identities: readonly string[]): Promise<OpenedBackup> => {
  const { openArtefactFolder } = await import('#lib/storage/local/artefact-folder');
  const { readManifest } = await import('#lib/artefacts/read-manifest');
  const { readArtefact } = await import('#lib/artefacts/artefact-reader');
  const folder = openArtefactFolder(path);
  const manifest = readManifest(await folder.readManifest(), null);
  const { file } = manifest.data;
  const data = {
    manifest,
    open: (range?: { start: number; end: number }) => folder.read(file, range),
    identities,
  };
  return {
    manifest,
    inspect: async (run) => {
      const { verifyArtefact } = await import('#lib/artefacts/verify-artefact');
      const storedBytes = await folder.dataSize(file);
      return await verifyArtefact({ ...data, storedBytes }, await loadInspect(), run);
    },
    source: (signal) => readArtefact(data, signal),
  };
};

const openFile = (path: string, bytes: number, identities: readonly string[]): OpenedBackup => {
  const peel = async (chunks: AsyncIterable<Uint8Array>) =>
    await (await import('#lib/artefacts/peel-layers')).peelLayers(chunks, identities);
  return {
    manifest: null,
    inspect: async (run) => {
      const { readReusedChunks } = await import('#lib/storage/local/reused-chunks');
      const inspect = await loadInspect();
      const { plain, compressed, encrypted } = await peel(readReusedChunks(path, unreadable(path)));
      const total = compressed || encrypted ? {} : { bytesTotal: bytes };
      return await inspect(plain, { ...run, progress: (report) => run.progress({ ...total, ...report }) });
    },
    source: async function* () {
      const { FileReader } = await import('#lib/storage/local/file-reader');
      yield* (await peel(new FileReader(path, { fail: unreadable(path) }))).plain;
    },
  };
};

const unreadable =
  (path: string) =>
  (error: unknown): AmberError =>
    new AmberError('invalid-input', `The file ${path} cannot be read.`, { cause: error });

/** A draft of an artefact in a folder of the person's choice. */
export type OutputArtefact = { draft: ArtefactDraft; scratch: string };

/** Throws `conflict` when the folder holds a backup, `invalid-input` for a recipient that is none. */
export const createOutput = async (
  folder: string,
  recipients: readonly string[],
): Promise<OutputArtefact> => {
  const { OutputFolder } = await import('#lib/storage/local/output-folder');
  const { createDraft, draftFileName } = await import('#lib/artefacts/artefact-draft');
  const output = await OutputFolder.create(resolve(folder), draftFileName({ recipients }));
  try {
    return { draft: await createDraft(output, { recipients, key: null }), scratch: output.scratch };
  } catch (error) {
    await output.discard();
    throw error;
  }
};

export const loadIdentities = async (text: string): Promise<string[]> =>
  (await import('#lib/artefacts/age/age-identities')).parseIdentities(text);
