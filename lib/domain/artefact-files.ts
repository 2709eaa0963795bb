import type { ArtefactFormat } from './contents.ts';

/** The two files of an artefact. Apart from the manifest's schema, which only its readers need to load. */
export const MANIFEST_FILE = 'manifest.json';
/** Version of the manifest's format; a reader refuses a higher one. */
export const MANIFEST_VERSION = 1;
/** Longest manifest that is read: a million frames of 64 MiB need less. */
export const MANIFEST_MAX_BYTES = 64 * 1024 * 1024;

export const dataFileName = (format: ArtefactFormat, encrypted: boolean): string =>
  `data.${format}.zst${encrypted ? '.age' : ''}`;
