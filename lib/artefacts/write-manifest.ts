import { MANIFEST_VERSION } from '#lib/domain/artefact-files';
import type { Manifest } from '#lib/domain/manifest';
import type { ManifestFacts } from '#lib/domain/ports/artefacts';
import { type ManifestKey, signManifest } from './manifest-mac.ts';

export type ManifestParts = {
  facts: ManifestFacts;
  data: Manifest['data'];
  encryption: Manifest['encryption'];
  /** null: not signed (the command line). */
  key: ManifestKey | null;
};

/** The text of `manifest.json`. */
export const writeManifest = ({ facts, data, encryption, key }: ManifestParts): string => {
  const manifest: Manifest = { formatVersion: MANIFEST_VERSION, ...facts, data, encryption, mac: null };
  return `${JSON.stringify(key === null ? manifest : signManifest(manifest, key), null, 2)}\n`;
};
