import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AbsenceFilter } from './absence-filter.ts';
import { HashRuns } from './hash-runs.ts';
import { HashTable, WORDS } from './hash-table.ts';
import { SeenKeys } from './seen-keys.ts';

let scratch: string;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'amber-seen-'));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const add = (seen: SeenKeys, key: string): boolean => {
  const bytes = Buffer.from(`..${key}.`);
  return seen.add(bytes, 2, bytes.length - 1);
};

describe('SeenKeys', () => {
  it.each([
    ['in memory', 21, 60_000],
    ['spilled into many runs', 12, 60_000],
  ])('tells every repeated key and no other, %s', (_, largestBits, count) => {
    const seen = new SeenKeys({ scratch, expectedKeys: count, largestBits });
    let wrong = 0;
    for (let i = 0; i < count; i += 1) {
      if (!add(seen, `key:${i}`)) wrong += 1;
      if (i % 3 === 0 && add(seen, `key:${(i * 7919) % (i + 1)}`)) wrong += 1;
    }
    for (let i = 0; i < count; i += 1) if (add(seen, `key:${i}`)) wrong += 1;
    expect(wrong).toBe(0);
    // The file has no name: a killed process leaves nothing.
    expect(readdirSync(scratch)).toEqual([]);
    seen.close();
  });

  it('knows the empty key and keys that differ in their length only', () => {
    const seen = new SeenKeys({ scratch, expectedKeys: 10 });
    const keys = [
      '',
      '\0',
      '\0\0',
      'a'.repeat(15),
      'a'.repeat(16),
      'a'.repeat(17),
      `${'a'.repeat(15)}\u0001`,
    ];
    expect(keys.map((key) => add(seen, key))).toEqual(keys.map(() => true));
    expect(keys.map((key) => add(seen, key))).toEqual(keys.map(() => false));
  });

  it('says so when the folder cannot be written', () => {
    const seen = new SeenKeys({ scratch: join(scratch, 'missing'), expectedKeys: 10, largestBits: 12 });
    expect(() => {
      for (let i = 0; i < 5000; i += 1) add(seen, `${i}`);
    }).toThrow(/temporary files/);
  });
});

describe('HashTable and HashRuns', () => {
  const random = (seed: number) => {
    let x = seed;
    return () => {
      x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
      return (x ^ (x >>> 12)) >>> 0;
    };
  };

  it('gives its hashes in order', () => {
    const table = new HashTable(10);
    const next = random(1);
    for (let i = 0; i < 3000; i += 1) {
      // First words from a few values only: many slots collide.
      const h = Int32Array.of(next() & (i % 2 ? -1 : 0x30000000), next() & 3, next(), next() | 1);
      while (table.isFull) table.grow();
      const place = table.find(h);
      if (place < 0) table.put(~place, h);
    }
    const sorted = table.sorted();
    const text = Array.from({ length: sorted.length / WORDS }, (_, i) =>
      Array.from(sorted.subarray(i * WORDS, (i + 1) * WORDS), (word) =>
        word.toString(16).padStart(8, '0'),
      ).join(''),
    );
    expect(text.length).toBe(table.count);
    expect(text).toEqual([...new Set(text)].sort());
  });

  it('finds hashes whose first words are equal across many blocks', () => {
    const runs = new HashRuns(scratch);
    const hashes = Array.from({ length: 2000 }, (_, i) => [7, 0, 0, i + 1]);
    runs.add(Uint32Array.from([[3, 1, 1, 1], ...hashes, [9, 1, 1, 1]].flat()));
    for (const h of [...hashes, [3, 1, 1, 1], [9, 1, 1, 1]]) expect(runs.has(Int32Array.from(h))).toBe(true);
    for (const h of [
      [7, 0, 0, 2001],
      [7, 0, 1, 1],
      [2, 1, 1, 1],
      [8, 1, 1, 1],
      [0xffffffff, 1, 1, 1],
    ])
      expect(runs.has(Int32Array.from(h))).toBe(false);
    runs.close();
  });
});

describe('AbsenceFilter', () => {
  it('never denies what was added and mostly denies what was not', () => {
    const filter = new AbsenceFilter(100_000);
    const word = (i: number, salt: number) => Math.imul(Math.imul(i + 1, 0x9e3779b1) ^ (i >>> 7), salt) | 0;
    for (let i = 0; i < 100_000; i += 1)
      filter.add(word(i, 0x85ebca6b), word(i, 0xc2b2ae35), word(i, 0x27d4eb2f));
    let wrong = 0;
    for (let i = 0; i < 200_000; i += 1) {
      const maybe = filter.maybe(word(i, 0x85ebca6b), word(i, 0xc2b2ae35), word(i, 0x27d4eb2f));
      if (i < 100_000) expect(maybe).toBe(true);
      else if (maybe) wrong += 1;
    }
    expect(wrong).toBeLessThan(5000);
  });
});
