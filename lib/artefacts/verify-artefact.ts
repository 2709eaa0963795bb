import { isDeepStrictEqual } from 'node:util';
import type { ArtefactFormat, Contents } from '#lib/domain/contents';
import { AmberError } from '#lib/domain/errors';
import type { Manifest } from '#lib/domain/manifest';
import type { Run } from '#lib/domain/operation';
import { type ArtefactData, readArtefact } from './artefact-reader.ts';

/** Reads plain bytes to their end, with whatever its engine needs for that. */
export type Reading = (source: AsyncIterable<Uint8Array>, run: Run) => Promise<Contents>;

export type Verifiable = Omit<ArtefactData, 'manifest'> & {
  manifest: Manifest;
  /** Size of the data file as the storage tells it. */
  storedBytes: number;
};

/** Exact counts, which every version of the parser must find again. */
const COMPARED: Record<ArtefactFormat, readonly string[]> = {
  rdb: ['magic', 'rdbVersion', 'databases', 'typeCodes', 'functions', 'bytes'],
  graphson: ['formatVersion', 'vertices', 'edges', 'vertexLabels', 'edgeLabels', 'danglingEdges', 'bytes'],
};

const differing = (found: Contents, told: Contents): string[] => {
  if (found.format !== told.format) return ['format'];
  const [a, b] = [found, told] as unknown as Record<string, unknown>[];
  return COMPARED[told.format].filter((name) => !isDeepStrictEqual(a![name], b![name]));
};

const requireSize = ({ manifest, storedBytes }: Verifiable): void => {
  const { bytes } = manifest.data.stored;
  if (storedBytes === bytes) return;
  if (storedBytes < bytes) {
    throw new AmberError('truncated', `The data file has ${storedBytes} of ${bytes} bytes.`, {
      offset: storedBytes,
    });
  }
  throw new AmberError(
    'malformed',
    `The data file has ${storedBytes - bytes} bytes more than its manifest says.`,
    {
      offset: bytes,
    },
  );
};

/**
 * Reads an artefact to its end: size, checksums, frames, encryption, a complete parse, and its counts against the
 * manifest. Throws what is wrong first; nothing is returned unless all is right.
 */
export const verifyArtefact = async (artefact: Verifiable, inspect: Reading, run: Run): Promise<Contents> => {
  const { manifest } = artefact;
  requireSize(artefact);
  const bytesTotal = manifest.data.plain.bytes;
  const found = await inspect(readArtefact(artefact, run.signal), {
    ...run,
    progress: (report) => run.progress({ bytesTotal, ...report }),
  });
  const different = differing(found, manifest.contents);
  if (different.length > 0) {
    throw new AmberError(
      'artefact-mismatch',
      `The data is not what its manifest counts: ${different.join(', ')} differ.`,
    );
  }
  return found;
};
