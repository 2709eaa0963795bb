import { describe, expect, it } from 'vitest';
import { vaultOf } from './seal.ts';

const mine = vaultOf('k'.repeat(43));
const context = 'dst_abc/password';

describe('seal', () => {
  it.each(['', 'hunter2', 'ünï \0 code', 'x'.repeat(10_000)])('opens what it sealed: %j', (text) => {
    expect(mine.open(mine.seal(text, context), context)).toBe(text);
  });

  it('never gives the same bytes twice, and none that hold the secret', () => {
    const one = Buffer.from(mine.seal('hunter2-hunter2', context));
    const two = Buffer.from(mine.seal('hunter2-hunter2', context));
    expect(one.equals(two)).toBe(false);
    expect(one.includes('hunter2')).toBe(false);
  });

  it('refuses a value of another row or field', () => {
    const sealed = mine.seal('hunter2', context);
    expect(() => mine.open(sealed, 'dst_xyz/password')).toThrow('belongs to another row');
    expect(() => mine.open(sealed, 'dst_abc/client-key')).toThrow('belongs to another row');
  });

  it('says that the secret key is another one', () => {
    const sealed = vaultOf('another-secret-key-of-32-letters').seal('hunter2', context);
    expect(() => mine.open(sealed, context)).toThrow(/another secret key \(fingerprint [0-9a-f]{16}/);
  });

  it('refuses every value with one bit flipped, and every value cut short', () => {
    const sealed = Buffer.from(mine.seal('hunter2', context));
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const flipped = Buffer.from(sealed);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => mine.open(flipped, context)).toThrow('cannot be opened');
    }
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => mine.open(sealed.subarray(0, length), context)).toThrow('cannot be opened');
    }
  });
});
