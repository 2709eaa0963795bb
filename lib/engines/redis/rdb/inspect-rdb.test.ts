import { describe, expect, it } from 'vitest';
import { AmberError } from '#lib/domain/errors';
import type { ProgressReport, Run } from '#lib/domain/operation';
import { rdbFile, record, str } from './fixtures/rdb-bytes.ts';
import { inspectRdb } from './inspect-rdb.ts';

const file = rdbFile(Array.from({ length: 50 }, (_, index) => record(0, `key ${index}`, str('v'))));
async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
const runWith = (signal: AbortSignal): { run: Run; reports: ProgressReport[] } => {
  const reports: ProgressReport[] = [];
  return { run: { signal, progress: (report) => reports.push(report), log: () => {} }, reports };
};

describe('inspectRdb', () => {
  it('tells what a file holds, reports progress and calls the visitor', async () => {
    const { run, reports } = runWith(new AbortController().signal);
    let keys = 0;
    const facts = await inspectRdb(chunksOf(file, 100), run, { keyEnd: () => (keys += 1) });
    expect(facts).toMatchObject({ types: { string: 50 }, checksum: 'ok' });
    expect(keys).toBe(50);
    expect(reports.at(-1)).toEqual({ phase: 'Verifying', bytes: file.length, keys: 50 });
  });

  it('stops at once when it is cancelled, and closes the source', async () => {
    const abort = new AbortController();
    const { run } = runWith(abort.signal);
    let closed = false;
    const source = async function* () {
      try {
        yield file.subarray(0, 100);
        abort.abort();
        yield file.subarray(100, 200);
        throw new Error('read on');
      } finally {
        closed = true;
      }
    };
    await expect(inspectRdb(source(), run)).rejects.toMatchObject({ code: 'cancelled' });
    expect(closed).toBe(true);
  });

  it('passes on the reason of a cancellation and an end by it', async () => {
    const abort = new AbortController();
    abort.abort(new AmberError('fenced', 'Another worker took over.'));
    await expect(inspectRdb(chunksOf(file, 100), runWith(abort.signal).run)).rejects.toMatchObject({
      code: 'fenced',
    });
  });

  it('passes on what is wrong with the file or the source', async () => {
    await expect(inspectRdb(chunksOf(file.subarray(0, 300), 7))).rejects.toMatchObject({
      code: 'truncated',
      offset: 300,
    });
    await expect(inspectRdb(chunksOf(new Uint8Array(0), 7))).rejects.toMatchObject({
      code: 'truncated',
      offset: 0,
    });
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      yield file.subarray(0, 10);
      throw new AmberError('storage-unavailable', 'The disk is gone.');
    };
    await expect(inspectRdb(broken())).rejects.toMatchObject({ code: 'storage-unavailable' });
  });
});
