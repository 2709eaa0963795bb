import { downloadName } from '#lib/domain/download-name';
import type { Manifest } from '#lib/domain/manifest';

/** Name of the plain file, or with the suffixes of the stored one. */
export const nameDownload = (manifest: Manifest, stored: boolean): string =>
  downloadName({
    backupId: manifest.backupId,
    dataStoreName: manifest.dataStoreName,
    startedAt: manifest.startedAt,
    suffix: stored ? manifest.data.file.slice('data'.length) : `.${manifest.contents.format}`,
  });
