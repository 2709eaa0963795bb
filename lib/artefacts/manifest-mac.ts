import { createHmac, timingSafeEqual } from 'node:crypto';
import { AmberError } from '#lib/domain/errors';
import type { Manifest } from '#lib/domain/manifest';
import { canonicalJson } from './canonical-json.ts';

export type ManifestKey = { id: string; key: Uint8Array };
export type ManifestKeys = {
  /** The key that new manifests are signed with. */
  current: ManifestKey;
  /** Older keys, by id; null: not known. */
  find(keyId: string): Uint8Array | null;
};

/** HMAC-SHA-256, hexadecimal, over the canonical JSON of everything but `mac`: it binds the data to its ids. */
const macOf = (manifest: object, key: Uint8Array): string => {
  const { mac: _, ...signed } = manifest as { mac?: unknown };
  return createHmac('sha256', key).update(canonicalJson(signed), 'utf8').digest('hex');
};

export const signManifest = (manifest: Manifest, { id, key }: ManifestKey): Manifest => ({
  ...manifest,
  mac: { keyId: id, value: macOf(manifest, key) },
});

/**
 * Throws `artefact-mismatch` unless the manifest was signed by this console. `raw` is the JSON as it was read, with
 * members that this version does not know: they are signed too.
 */
export const requireMac = (raw: object, mac: Manifest['mac'], keys: ManifestKeys): void => {
  const refuse = (message: string) => new AmberError('artefact-mismatch', message);
  if (mac === null)
    throw refuse('The manifest of this backup is not signed, so that nothing shows where it comes from.');
  const key = mac.keyId === keys.current.id ? keys.current.key : keys.find(mac.keyId);
  if (key === null) {
    throw refuse('The manifest of this backup was signed with another secret key than this console has.');
  }
  if (!timingSafeEqual(Buffer.from(macOf(raw, key), 'hex'), Buffer.from(mac.value, 'hex'))) {
    throw refuse('The manifest of this backup was changed after it was written.');
  }
};
