import { expect, it } from 'vitest';
import { deletionWarning } from './deletion-words.ts';

const backup = (id: string, trigger: 'manual' | 'schedule' | 'safety' = 'manual') =>
  ({ id, status: 'available', trigger, pinned: false, dataStoreName: 'catalogue' }) as const;
const damaged = { ...backup('damaged'), status: 'damaged' } as const;

it.each([
  ['another good one is left', backup('a'), [backup('a'), backup('b', 'schedule')], null],
  ['an older good one is left', backup('a'), [backup('b'), backup('a')], null],
  ['the only one', backup('a'), [backup('a')], 'This is the only backup of catalogue.'],
  [
    'only a safety backup is left',
    backup('a'),
    [backup('a'), backup('s', 'safety')],
    'This is the last good backup of catalogue.',
  ],
  [
    'a safety backup where there is a good one',
    backup('s', 'safety'),
    [backup('s', 'safety'), backup('a')],
    null,
  ],
  [
    'a safety backup where there are only such',
    backup('s', 'safety'),
    [backup('s', 'safety'), backup('t', 'safety')],
    'There is no good backup of catalogue.',
  ],
  [
    'a safety backup that is all there is',
    backup('s', 'safety'),
    [backup('s', 'safety')],
    'This is the only backup of catalogue.',
  ],
  ['a damaged one', damaged, [], null],
  ['not known yet', backup('a'), null, null],
  [
    'pinned, another is left',
    { ...backup('a'), pinned: true },
    [backup('a'), backup('b')],
    'It is kept forever.',
  ],
  [
    'pinned and the only one',
    { ...backup('a'), pinned: true },
    [backup('a')],
    'This is the only backup of catalogue.',
  ],
] as const)('%s', (_name, deleted, available, title) => {
  expect(deletionWarning(deleted, available)?.title ?? null).toBe(title);
});

it('counts what is left', () => {
  const safeties = [backup('s', 'safety'), backup('t', 'safety')];
  expect(deletionWarning(backup('a'), [backup('a'), ...safeties])?.text).toContain(
    '2 safety backups are left',
  );
});
