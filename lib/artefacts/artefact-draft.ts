import { dataFileName } from '#lib/domain/artefact-files';
import type { ArtefactFormat } from '#lib/domain/contents';
import { AmberError } from '#lib/domain/errors';
import type { Manifest } from '#lib/domain/manifest';
import type { ArtefactDraft, ManifestFacts } from '#lib/domain/ports/artefacts';
import type { StagedArtefact } from '#lib/domain/ports/storage';
import { ArtefactWriter } from './artefact-writer.ts';
import type { ManifestKey } from './manifest-mac.ts';
import { writeManifest } from './write-manifest.ts';

export type DraftOptions = {
  format: ArtefactFormat;
  /** age recipients; empty: not encrypted. */
  recipients: readonly string[];
  /** Signs the manifest; null: not signed (the command line). */
  key: ManifestKey | null;
};

/** Name of the data file that a draft with these options writes. */
export const draftFileName = ({ format, recipients }: Pick<DraftOptions, 'format' | 'recipients'>): string =>
  dataFileName(format, recipients.length > 0);

/** An artefact being written into a staged place of a storage. */
export const createDraft = async (staged: StagedArtefact, options: DraftOptions): Promise<ArtefactDraft> => {
  const { recipients, key } = options;
  const writer = await ArtefactWriter.create({ write: (chunk) => staged.write(chunk), recipients });
  const file = draftFileName(options);
  let data: Manifest['data'] | null = null;
  return {
    sink: writer,

    finish: async () => {
      const written = await writer.finish();
      data = { file, codec: 'zstd', ...written };
      await staged.flush();
      return {
        plainBytes: written.plain.bytes,
        storedBytes: written.stored.bytes,
        sha256: written.plain.sha256,
        dataFile: file,
      };
    },

    publish: async (facts: ManifestFacts) => {
      if (data === null)
        throw new AmberError('internal', 'The data of this backup was not ended before it was published.');
      const encryption =
        recipients.length > 0 ? { scheme: 'age' as const, keyId: recipients.join(',') } : null;
      await staged.publish(writeManifest({ facts, data, encryption, key }));
    },

    discard: async () => {
      writer.abort();
      await staged.discard();
    },
  };
};
