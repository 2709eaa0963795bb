import { isDeepStrictEqual } from 'node:util';
import { AmberError } from '#lib/domain/errors';
import type { Manifest } from '#lib/domain/manifest';
import { openAge, openPayload } from './age/age-decryption.ts';
import { CHUNK_BYTES, SEALED_BYTES } from './age/stream-cipher.ts';
import { checkedBytes } from './checked-bytes.ts';
import { decompressFrames } from './zstd/decompress-frames.ts';

/** Inclusive, as in HTTP ranges. */
export type ByteRange = { start: number; end: number };

/** An artefact's data as its manifest describes it, and how to get at its bytes. */
export type ArtefactData = {
  manifest: Pick<Manifest, 'data' | 'encryption'>;
  /** Stored bytes. */
  open(range?: ByteRange): AsyncIterable<Uint8Array>;
  /** age secret keys, for an encrypted artefact. */
  identities: readonly string[];
};

async function* abortable(
  source: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  signal.throwIfAborted();
  for await (const chunk of source) {
    signal.throwIfAborted();
    yield chunk;
  }
}

async function* decrypt(
  stored: AsyncIterable<Uint8Array>,
  identities: readonly string[],
): AsyncGenerator<Uint8Array> {
  const source = stored[Symbol.asyncIterator]();
  try {
    const { rest, ...opened } = await openAge(source, identities);
    yield* openPayload(opened, follow(rest, source));
  } finally {
    await source.return?.();
  }
}

async function* follow(first: Uint8Array, source: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (first.length > 0) yield first;
  for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
}

/**
 * All plain bytes from the beginning; sizes, both checksums and the places of the frames are checked on the way.
 * Throws `truncated`, `malformed`, `checksum`, `artefact-mismatch`, `identity-needed`, or what `open` throws.
 */
export async function* readArtefact(artefact: ArtefactData, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const { data, encryption } = artefact.manifest;
  const stored = checkedBytes(artefact.open(), { ...data.stored, name: 'data file' });
  const compressed = encryption === null ? stored : decrypt(stored, artefact.identities);
  let frame = 0;
  const plain = decompressFrames(compressed, (found) => {
    if (!isDeepStrictEqual(data.frames[frame], found)) {
      const offset = found.compressed;
      throw new AmberError(
        'artefact-mismatch',
        `The manifest does not list the zstd frame at byte ${offset}.`,
        { offset },
      );
    }
    frame += 1;
  });
  yield* abortable(checkedBytes(plain, { ...data.plain, name: 'content' }), signal);
}

/**
 * Plain bytes of a range, from the frame that it starts in. The frames and the encryption check themselves; the
 * checksums of the whole are not looked at.
 */
export async function* readArtefactRange(
  artefact: ArtefactData,
  range: ByteRange,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const { frames } = artefact.manifest.data;
  const frame = frames.findLast(({ plain }) => plain <= range.start)!;
  let skip = range.start - frame.plain;
  let left = range.end - range.start + 1;
  for await (const chunk of abortable(decompressFrames(compressedFrom(artefact, frame.compressed)), signal)) {
    const from = Math.min(skip, chunk.length);
    skip -= from;
    if (from === chunk.length) continue;
    const piece = chunk.subarray(from, from + left);
    left -= piece.length;
    yield piece;
    if (left === 0) return;
  }
  throw new AmberError('truncated', 'The content of this backup ends before the range that was asked for.');
}

async function* compressedFrom(
  { manifest, open, identities }: ArtefactData,
  compressed: number,
): AsyncGenerator<Uint8Array> {
  const end = manifest.data.stored.bytes - 1;
  if (manifest.encryption === null) {
    yield* open({ start: compressed, end });
    return;
  }
  const header = open({ start: 0, end: Math.min(end, CHUNK_BYTES) })[Symbol.asyncIterator]();
  const opened = await openAge(header, identities).finally(() => header.return?.());
  const index = Math.floor(compressed / CHUNK_BYTES);
  const stored = open({ start: opened.payloadStart + index * SEALED_BYTES, end });
  let skip = compressed - index * CHUNK_BYTES;
  for await (const chunk of openPayload(opened, stored, index)) {
    const from = Math.min(skip, chunk.length);
    skip -= from;
    if (from < chunk.length) yield chunk.subarray(from);
  }
}
