import { expect, it } from 'vitest';
import { spaceShortage } from './space-shortage.ts';

const last = (storedBytes: number, usedMemory: number | null = 1_000_000) => ({ storedBytes, usedMemory });
const store = (over: object) => ({
  lastBackup: null,
  memory: { used: 1_000_000, max: null },
  storage: { freeBytes: 500_000 },
  ...over,
});

it.each([
  ['nobody knows what is free', store({ storage: { freeBytes: null } }), null],
  ['never seen', store({ memory: null }), null],
  [
    'a graph: the last one does not fit again',
    store({ memory: null, lastBackup: last(600_000, null) }),
    '500 kB are free, and it will take about 600 kB.',
  ],
  ['the last one fits', store({ lastBackup: last(400_000) }), null],
  [
    'the last one fitted, but the store is twice as large',
    store({ lastBackup: last(400_000, 500_000) }),
    '500 kB are free, and it will take about 800 kB.',
  ],
  ['smaller than then', store({ lastBackup: last(400_000, 9_000_000) }), null],
  [
    'the last one was larger',
    store({ lastBackup: last(600_000) }),
    '500 kB are free, and it will take about 600 kB.',
  ],
  ['none yet, enough space', store({}), null],
  [
    'none yet, too little',
    store({ storage: { freeBytes: 100_000 } }),
    '100 kB are free, and it will take about 333 kB.',
  ],
])('%s', (_name, measured, words) => expect(spaceShortage(measured)).toBe(words));
