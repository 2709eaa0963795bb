import { MANIFEST_MAX_BYTES, MANIFEST_VERSION } from '#lib/domain/artefact-files';
import { engineOfFormat, engineOfProduct } from '#lib/domain/contents';
import { AmberError } from '#lib/domain/errors';
import { type Manifest, manifestSchema } from '#lib/domain/manifest';
import type { ArtefactRef } from '#lib/domain/ports/storage';
import { type ManifestKeys, requireMac } from './manifest-mac.ts';
import { FRAME_BYTES } from './zstd/frame-compressor.ts';

/** What a manifest must belong to and be signed by; null for an artefact outside the console's storage. */
export type Origin = { ref: ArtefactRef; keys: ManifestKeys };

const malformed = (message: string, cause?: unknown): AmberError =>
  new AmberError('malformed', message, { cause });

const parseJson = (text: string): object => {
  if (Buffer.byteLength(text) > MANIFEST_MAX_BYTES)
    throw malformed('The manifest of this backup is too long.');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw malformed('The manifest of this backup is not valid JSON.', cause);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw malformed('The manifest of this backup is not a JSON object.');
};

const requireKnownVersion = (raw: object): void => {
  const version = 'formatVersion' in raw ? raw.formatVersion : undefined;
  if (typeof version === 'number' && version > MANIFEST_VERSION) {
    throw new AmberError(
      'unsupported-version',
      `This backup has format version ${version}, written by a newer Amber; this one reads up to ${MANIFEST_VERSION}.`,
    );
  }
};

/** What the schema cannot say: that the parts of the data fit together. */
const requireConsistent = ({ data, encryption, contents, engine, product }: Manifest): void => {
  const { format } = contents;
  if (
    !data.file.startsWith(`data.${format}.`) ||
    engineOfFormat(format) !== engine ||
    engineOfProduct(product) !== engine
  ) {
    throw malformed('The manifest contradicts itself about the engine that the data is of.');
  }
  if (data.file.endsWith('.age') !== (encryption !== null)) {
    throw malformed('The manifest contradicts itself: is the data encrypted or not?');
  }
  if (contents.bytes !== data.plain.bytes)
    throw malformed('The manifest contradicts itself about the size of the data.');
  const frames = Math.max(1, Math.ceil(data.plain.bytes / FRAME_BYTES));
  const ordered = data.frames.every(
    ({ plain, compressed }, index) =>
      plain === index * FRAME_BYTES &&
      (index === 0 ? compressed === 0 : compressed > data.frames[index - 1]!.compressed) &&
      compressed < data.stored.bytes,
  );
  if (data.frames.length !== frames || !ordered)
    throw malformed('The manifest’s list of frames does not fit the data.');
};

/**
 * Parses and checks the text of a manifest. Throws `malformed`, `unsupported-version`, or `artefact-mismatch` when it
 * belongs to another backup or is not signed as it must be.
 */
export const readManifest = (text: string, origin: Origin | null): Manifest => {
  const raw = parseJson(text);
  requireKnownVersion(raw);
  const parsed = manifestSchema.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw malformed(
      `The manifest of this backup is not valid at “${issue?.path.join('.') ?? ''}”.`,
      parsed.error,
    );
  }
  const manifest = parsed.data;
  requireConsistent(manifest);
  if (origin === null) return manifest;
  if (manifest.backupId !== origin.ref.backupId || manifest.dataStoreId !== origin.ref.dataStoreId) {
    throw new AmberError(
      'artefact-mismatch',
      'The files in the place of this backup belong to another backup.',
    );
  }
  requireMac(raw, manifest.mac, origin.keys);
  return manifest;
};
