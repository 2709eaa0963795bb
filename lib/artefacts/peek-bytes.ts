export type Peeked = {
  head: Buffer /** All of them, those that were looked at among them. */;
  bytes: AsyncIterable<Uint8Array>;
};

/** The first bytes of a source, at least `least` where there are so many. */
export const peekBytes = async (source: AsyncIterator<Uint8Array>, least: number): Promise<Peeked> => {
  let head: Buffer = Buffer.alloc(0);
  while (head.length < least) {
    const next = await source.next();
    if (next.done) break;
    // The first chunk is a megabyte as a rule: it is not copied.
    head =
      head.length === 0
        ? Buffer.from(next.value.buffer, next.value.byteOffset, next.value.length)
        : Buffer.concat([head, next.value]);
  }
  return { head, bytes: joinBytes(head, source) };
};

/** What was taken off a source before, and then the rest of it. */
export async function* joinBytes(
  head: Uint8Array,
  source: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head;
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
  } finally {
    await source.return?.();
  }
}
