import type { ByteSource } from '#lib/domain/ports/engine';
import { orAbort } from './wait.ts';

/** Chunks of the source; an abort does not wait for a source that has fallen silent. */
export async function* chunksOf(source: ByteSource, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const iterator = source(signal)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await orAbort(Promise.resolve(iterator.next()), signal);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    Promise.resolve(iterator.return?.()).catch(() => {});
  }
}
