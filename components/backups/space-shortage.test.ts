import { expect, it } from 'vitest';
import { spaceShortage } from './space-shortage.ts';

const last = (storedBytes: number, keys = 100) => ({ id: 'b', at: '', storedBytes, keys, seconds: 1 });
const store = (over: object) => ({
  lastBackup: null,
  memory: { used: 1_000_000, max: null },
  keys: 100,
  storage: { freeBytes: 500_000 },
  ...over,
});

it.each([
  ['nobody knows what is free', store({ storage: { freeBytes: null } }), null],
  ['the last one fits', store({ lastBackup: last(400_000) }), null],
  [
    'the last one fitted, but there are twice the keys',
    store({ lastBackup: last(400_000), keys: 200 }),
    /about 800 kB/,
  ],
  ['fewer keys than then', store({ lastBackup: last(400_000), keys: 1 }), null],
  [
    'the last one was larger',
    store({ lastBackup: last(600_000) }),
    /^500 kB are free, and it will take about 600 kB\.$/,
  ],
  ['none yet, more memory than space', store({}), /uses 1 MB of memory/],
  ['none yet, enough space', store({ storage: { freeBytes: 2_000_000 } }), null],
  ['never seen', store({ memory: null, keys: null }), null],
])('%s', (_name, measured, words) => {
  const said = spaceShortage(measured);
  if (words === null) expect(said).toBeNull();
  else expect(said).toMatch(words);
});
