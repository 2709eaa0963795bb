import type { ArtefactFormat } from '#lib/domain/contents';
import { peekBytes } from './peek-bytes.ts';

/** Each begins with its magic, or with the letter and the brace of a line. */
const RDB = /^(REDIS|VALKEY)/;
const GRAPHSON_LINE = /^[A-Z]\{/;
const GRAPHSON_NAME = /\.graphson(\.zst)?(\.age)?$/;
const PEEK_BYTES = 6;

/** Tells the format of a file without a manifest by its first plain bytes, and by its name where they say nothing. */
export const recogniseFormat = async (
  plain: AsyncIterable<Uint8Array>,
  name: string,
): Promise<{ format: ArtefactFormat; bytes: AsyncIterable<Uint8Array> }> => {
  const { head, bytes } = await peekBytes(plain[Symbol.asyncIterator](), PEEK_BYTES);
  const begins = head.subarray(0, PEEK_BYTES).toString('latin1');
  const graph = !RDB.test(begins) && (GRAPHSON_LINE.test(begins) || GRAPHSON_NAME.test(name));
  return { format: graph ? 'graphson' : 'rdb', bytes };
};
