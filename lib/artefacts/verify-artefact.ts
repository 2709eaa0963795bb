import { isDeepStrictEqual } from 'node:util';
import { AmberError } from '#lib/domain/errors';
import type { Manifest } from '#lib/domain/manifest';
import type { Run } from '#lib/domain/operation';
import type { RdbFacts } from '#lib/domain/rdb-facts';
import { type ArtefactData, readArtefact } from './artefact-reader.ts';

export type Inspect = (source: AsyncIterable<Uint8Array>, run: Run) => Promise<RdbFacts>;

export type Verifiable = Omit<ArtefactData, 'manifest'> & {
  manifest: Manifest;
  /** Size of the data file as the storage tells it. */
  storedBytes: number;
};

/** Exact counts, which every version of the parser must find again. */
const COMPARED = ['magic', 'rdbVersion', 'databases', 'typeCodes', 'functions', 'bytes'] as const;

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
export const verifyArtefact = async (artefact: Verifiable, inspect: Inspect, run: Run): Promise<RdbFacts> => {
  const { manifest } = artefact;
  requireSize(artefact);
  const bytesTotal = manifest.data.plain.bytes;
  const found = await inspect(readArtefact(artefact, run.signal), {
    ...run,
    progress: (report) => run.progress({ bytesTotal, ...report }),
  });
  const differing = COMPARED.filter((name) => !isDeepStrictEqual(found[name], manifest.contents[name]));
  if (differing.length > 0) {
    throw new AmberError(
      'artefact-mismatch',
      `The data is not what its manifest counts: ${differing.join(', ')} differ.`,
    );
  }
  return found;
};
