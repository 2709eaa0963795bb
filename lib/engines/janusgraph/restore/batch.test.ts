import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { idKey } from '../graphson/element-id.ts';
import { Batch, PAYLOAD_BYTES } from './batch.ts';

const noise = (bytes: number) => randomBytes(bytes).toString('base64');
const linesOf = (payload: Buffer) => gunzipSync(payload).toString('utf8').split('\n').slice(0, -1);

const batchOf = (lines: readonly string[]): Batch => {
  const batch = new Batch();
  for (const [i, line] of lines.entries()) batch.add(Buffer.from(line), idKey(String(i), undefined));
  return batch;
};

describe('a batch', () => {
  it('is one payload where it fits, and can be filled again', async () => {
    const lines = Array.from({ length: 500 }, (_, i) => `V${i} é`);
    const batch = batchOf(lines);
    expect(batch.isFull).toBe(true);
    const packed = await batch.pack();
    expect(packed).toHaveLength(1);
    expect(linesOf(packed[0]!.payload)).toEqual(lines);
    expect(batch.isEmpty).toBe(true);
    batch.addParts('E{', Buffer.from('rest'));
    expect(
      (await batch.pack()).map(({ payload, lines: count, ids }) => [linesOf(payload), count, ids]),
    ).toEqual([[['E{rest'], 1, []]]);
    expect(await batch.pack()).toEqual([]);
  });

  it('is halved until its parts fit, in its order and with its ids', async () => {
    const lines = Array.from({ length: 100 }, (_, i) => `V${i} ${noise(6000)}`);
    const packed = await batchOf(lines).pack();
    expect(packed.length).toBeGreaterThan(3);
    for (const { payload, lines: count, ids } of packed) {
      expect(payload.length).toBeLessThanOrEqual(PAYLOAD_BYTES);
      expect(ids).toHaveLength(count);
    }
    expect(packed.flatMap(({ payload }) => linesOf(payload))).toEqual(lines);
    expect(packed.flatMap(({ ids }) => ids.map(({ low }) => low))).toEqual(lines.map((_, i) => i));
  });

  it('is a single line where that alone is too long', async () => {
    const packed = await batchOf([`E${noise(200_000)}`, 'E2']).pack();
    expect(packed.map(({ lines }) => lines)).toEqual([1, 1]);
    expect(packed[0]!.payload.length).toBeGreaterThan(PAYLOAD_BYTES);
  });

  it('is full by its text, too', () => {
    expect(batchOf(['x'.repeat(5_000_000)]).isFull).toBe(true);
  });
});
