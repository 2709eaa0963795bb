import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { idKey } from '../graphson/element-id.ts';
import { addLine, emptyBatch, isFull, PAYLOAD_BYTES, pack } from './batch.ts';

const noise = (bytes: number) => randomBytes(bytes).toString('base64');
const linesOf = (payload: Buffer) => gunzipSync(payload).toString('utf8').split('\n').slice(0, -1);

describe('a batch', () => {
  it('is one payload where it fits', async () => {
    const batch = emptyBatch();
    for (let i = 0; i < 500; i += 1) addLine(batch, `V${i}`, idKey(String(i), undefined));
    expect(isFull(batch)).toBe(true);
    const packed = await pack(batch);
    expect(packed).toHaveLength(1);
    expect(linesOf(packed[0]!.payload)).toEqual(batch.lines);
  });

  it('is halved until its parts fit, in its order and with its ids', async () => {
    const batch = emptyBatch();
    for (let i = 0; i < 100; i += 1) addLine(batch, `V${i} ${noise(2000)}`, idKey(String(i), undefined));
    const packed = await pack(batch);
    expect(packed.length).toBeGreaterThan(3);
    for (const { payload, lines, ids } of packed) {
      expect(payload.length).toBeLessThanOrEqual(PAYLOAD_BYTES);
      expect(ids).toHaveLength(lines.length);
    }
    expect(packed.flatMap(({ payload }) => linesOf(payload))).toEqual(batch.lines);
    expect(packed.flatMap(({ ids }) => ids)).toEqual(batch.ids);
  });

  it('is a single line where that alone is too long', async () => {
    const batch = emptyBatch();
    addLine(batch, `E${noise(200_000)}`);
    addLine(batch, 'E2');
    const packed = await pack(batch);
    expect(packed.map(({ lines }) => lines.length)).toEqual([1, 1]);
    expect(packed[0]!.payload.length).toBeGreaterThan(PAYLOAD_BYTES);
  });

  it('is full by its text, too', () => {
    const batch = emptyBatch();
    addLine(batch, 'x'.repeat(5_000_000));
    expect(isFull(batch)).toBe(true);
  });
});
