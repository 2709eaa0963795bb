import { open } from 'node:fs/promises';

/** Small enough to be parsed out of the processor's cache, large enough for few trips through the thread pool. */
const CHUNK_BYTES = 512 * 1024;

/**
 * Reads a file (or a pipe) into two buffers by turns: the next chunk is read while the last one is worked on. A chunk
 * is valid only until the next is asked for, which spares a fifth of the time of fresh buffers. Throws what `fail`
 * makes of an error.
 */
export async function* readReusedChunks(
  path: string,
  fail: (error: unknown) => Error,
): AsyncGenerator<Uint8Array> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    throw fail(error);
  });
  const buffers = [Buffer.allocUnsafeSlow(CHUNK_BYTES), Buffer.allocUnsafeSlow(CHUNK_BYTES)];
  const read = (turn: number) =>
    handle.read(buffers[turn]!, 0, CHUNK_BYTES, null).then(
      ({ bytesRead }) => bytesRead,
      (error: unknown) => fail(error),
    );
  let reading = read(0);
  try {
    for (let turn = 0; ; turn = 1 - turn) {
      const found = await reading;
      if (found instanceof Error) throw found;
      if (found === 0) return;
      reading = read(1 - turn);
      yield buffers[turn]!.subarray(0, found);
    }
  } finally {
    await reading;
    await handle.close();
  }
}
