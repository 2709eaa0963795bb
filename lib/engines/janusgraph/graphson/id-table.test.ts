import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { decimal, idKey } from './element-id.ts';
import { IdTable } from './id-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'amber-ids-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const long = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

it('gives every 64-bit number back', () => {
  fc.assert(
    fc.property(long, (value) => {
      const { high, low } = idKey(String(value), undefined);
      expect(decimal(high, low)).toBe(String(value));
    }),
  );
});

it('holds what it was given, in memory and beyond', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.oneof(long, fc.constant(0n)), { maxLength: 400 }),
      long,
      (values, other) => {
        const table = new IdTable(folder, 64);
        try {
          for (const value of values) {
            const { high, low } = idKey(String(value), undefined);
            expect(table.add(high, low, low, high)).toBe(true);
            expect(table.add(high, low)).toBe(false);
          }
          expect(table.size).toBe(values.length);
          for (const value of values) {
            const { high, low } = idKey(String(value), undefined);
            expect(table.get(high, low)).toBe(true);
            expect([table.valueHigh, table.valueLow]).toEqual([low, high]);
          }
          const { high, low } = idKey(String(other), undefined);
          expect(table.get(high, low)).toBe(values.includes(other));
        } finally {
          table.close();
        }
      },
    ),
    { numRuns: 50 },
  );
});

it('holds two hundred thousand with room for few, and leaves no file', () => {
  const table = new IdTable(folder, 1 << 14);
  for (let i = 0; i < 200_000; i += 1) table.add(i % 7, i * 8, 0, i);
  let found = 0;
  for (let i = 0; i < 400_000; i += 1) if (table.get(i % 7, i * 8) && table.valueLow === i) found += 1;
  expect(found).toBe(200_000);
  expect(readdirSync(folder)).toEqual([]);
  table.close();
});
