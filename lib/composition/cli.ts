import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ArtefactFormat, Contents } from '#lib/domain/contents';
import type { EngineKind } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';
import type { Manifest } from '#lib/domain/manifest';
import type { Run } from '#lib/domain/operation';
import type { ArtefactDraft } from '#lib/domain/ports/artefacts';
import type { ByteSource, Engine, Inspect } from '#lib/domain/ports/engine';

/*
 * The command line's wiring: engines and artefacts, no database. What a command does not need is not loaded, as each
 * run pays for it again.
 */

const ENGINE_LOADERS: Record<EngineKind, () => Promise<Engine>> = {
  redis: async () => (await import('#lib/engines/redis/redis-engine')).redisEngine,
  janusgraph: async () => (await import('#lib/engines/janusgraph/janusgraph-engine')).janusGraphEngine,
};

export const loadEngine = (kind: EngineKind): Promise<Engine> => ENGINE_LOADERS[kind]();

/** Each parses without the rest of its engine. */
const INSPECT_LOADERS: Record<ArtefactFormat, () => Promise<Inspect>> = {
  rdb: async () => {
    const { inspectRdb } = await import('#lib/engines/redis/rdb/inspect-rdb');
    return (source, run) => inspectRdb(source, run);
  },
  graphson: async () => (await import('#lib/engines/janusgraph/graphson/inspect-graph')).inspectGraph,
};

/** With a folder for temporary files, which goes when the work is through. */
export const withScratch = async <T>(work: (scratch: string) => Promise<T>): Promise<T> => {
  const scratch = await mkdtemp(join(tmpdir(), 'amber-'));
  try {
    return await work(scratch);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
};

const inspectAs = (format: ArtefactFormat, source: AsyncIterable<Uint8Array>, run: Run): Promise<Contents> =>
  withScratch(async (scratch) => (await INSPECT_LOADERS[format]())(source, run, { scratch }));

/** A backup on disk: an artefact's folder, or a bare file. */
export type OpenedBackup = {
  /** null: a bare file. */
  manifest: Manifest | null;
  /** Reads all of it; an artefact's sizes, checksums and counts are checked on the way. */
  inspect(run: Run): Promise<Contents>;
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
      const { format } = manifest.contents;
      const reading = (source: AsyncIterable<Uint8Array>, read: Run) => inspectAs(format, source, read);
      return await verifyArtefact({ ...data, storedBytes }, reading, run);
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
      const { recogniseFormat } = await import('#lib/artefacts/recognise-format');
      const { readReusedChunks } = await import('#lib/storage/local/reused-chunks');
      const { plain, compressed, encrypted } = await peel(readReusedChunks(path, unreadable(path)));
      const total = compressed || encrypted ? {} : { bytesTotal: bytes };
      const { format, bytes: all } = await recogniseFormat(plain, path);
      return await inspectAs(format, all, {
        ...run,
        progress: (report) => run.progress({ ...total, ...report }),
      });
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
  { format, recipients }: { format: ArtefactFormat; recipients: readonly string[] },
): Promise<OutputArtefact> => {
  const { OutputFolder } = await import('#lib/storage/local/output-folder');
  const { createDraft, draftFileName } = await import('#lib/artefacts/artefact-draft');
  const output = await OutputFolder.create(resolve(folder), draftFileName({ format, recipients }));
  try {
    return { draft: await createDraft(output, { format, recipients, key: null }), scratch: output.scratch };
  } catch (error) {
    await output.discard();
    throw error;
  }
};

export const loadIdentities = async (text: string): Promise<string[]> =>
  (await import('#lib/artefacts/age/age-identities')).parseIdentities(text);
