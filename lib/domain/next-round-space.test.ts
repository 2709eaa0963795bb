import { expect, it } from 'vitest';
import { type NextBackup, spaceState } from './next-round-space.ts';

const MB = 1e6;
const GB = 1e9;
const store = (dataStoreName: string, storedBytes: number): NextBackup => ({
  dataStoreName,
  last: { storedBytes, usedMemory: null },
  usedMemory: null,
});
const orders = (bytes: number) => [store('orders', bytes)];
const state = (freeBytes: number | null, totalBytes: number | null, next: NextBackup[]) =>
  spaceState({ freeBytes, totalBytes }, next);

it.each<[string, number | null, number | null, NextBackup[], string]>([
  ['nobody knows', null, null, orders(5 * GB), 'enough'],
  ['a small storage, all but empty', 60 * MB, 60 * MB, orders(0.46 * MB), 'enough'],
  ['a small one, of which a little is left', 4 * MB, 60 * MB, orders(0.46 * MB), 'low'],
  ['a large one that retention keeps level', 450 * GB, 2000 * GB, orders(90 * GB), 'enough'],
  ['a large one with room for two rounds', 200 * GB, 1000 * GB, orders(90 * GB), 'low'],
  ['room for one round', 5 * GB, 60 * GB, orders(5 * GB), 'low'],
  ['no room for one round', 4 * GB, 60 * GB, orders(5 * GB), 'full'],
  ['no room for all, though for each', 7 * GB, 60 * GB, [...orders(5 * GB), store('carts', 4 * GB)], 'full'],
  ['few rounds, of nobody knows how much', 4 * GB, null, orders(0.5 * GB), 'low'],
  ['no backup yet, plenty', GB, 2 * GB, [], 'enough'],
  ['no backup yet, but next to nothing free', 100 * MB, 60 * GB, [], 'low'],
  ['a twentieth of a very large one', 400 * GB, 10_000 * GB, orders(GB), 'enough'],
  ['all is full', 0, 60 * MB, orders(1), 'full'],
])('%s', (_name, free, total, next, level) =>
  expect(state(free, total, next)).toMatchObject({ level, ok: level === 'enough' }),
);

it('reckons with what a store has grown since, and with one that has no backup yet, as the backup itself does', () => {
  const last = { storedBytes: 1 * GB, usedMemory: 3 * GB };
  const grown = { dataStoreName: 'orders', last, usedMemory: 9 * GB };
  expect(state(2.5 * GB, 60 * GB, [grown]).reason).toContain('orders (about 3 GB)');
  expect(state(2.5 * GB, 60 * GB, [{ ...grown, last: null }]).reason).toContain('orders (about 3 GB)');
});

it.each<[string, string | null, NextBackup[]]>([
  ['one', '4 GB are free, and the next backup of orders (about 5 GB) does not fit.', orders(5 * GB)],
  [
    'two',
    '4 GB are free, and the next backups of carts (about 6 GB) and orders (about 5 GB) do not fit.',
    [store('orders', 5 * GB), store('carts', 6 * GB), store('small', MB)],
  ],
  [
    'together',
    '4 GB are free, and the next backups of carts, orders and small take about 5.5 GB together.',
    [store('orders', 2 * GB), store('carts', 3 * GB), store('small', 0.5 * GB)],
  ],
  [
    'many',
    '4 GB are free, and the next backups of a, b, c and 2 more take about 5 GB together.',
    ['a', 'b', 'c', 'd', 'e'].map((name) => store(name, GB)),
  ],
])('names what does not fit: %s', (_name, reason, next) =>
  expect(state(4 * GB, 60 * GB, next).reason).toBe(reason),
);

it('says how often there is room still', () => {
  expect(state(4 * MB, 60 * MB, orders(0.5 * MB)).reason).toBe(
    '4 MB of 60 MB are free, room for about 8 more backups of every data store.',
  );
  expect(state(100 * MB, 60 * GB, []).reason).toBe('100 MB of 60 GB are free.');
});
