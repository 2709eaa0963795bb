import { expect, it } from 'vitest';
import { activityHref, cellWords, dayWords, slotsWords, totalSlots, worstOf } from './history-words.ts';

const none = { available: 0, failed: 0, skipped: 0, missed: 0 };

it.each([
  [none, null, 'no slot'],
  [{ ...none, available: 24 }, 'available', '24 available'],
  [{ ...none, available: 3, skipped: 1 }, 'skipped', '3 available, 1 skipped'],
  [{ ...none, skipped: 1, missed: 2 }, 'missed', '1 skipped, 2 missed'],
  [
    { available: 3, failed: 1, skipped: 1, missed: 1 },
    'failed',
    '3 available, 1 failed, 1 skipped, 1 missed',
  ],
])('a day with %j is shown as %s', (slots, worst, words) => {
  expect([worstOf(slots), slotsWords(slots)]).toEqual([worst, words]);
});

it('writes days', () => {
  expect([dayWords('2026-11-23'), cellWords('2026-11-03'), cellWords('2026-11-01')]).toEqual([
    'Mon 23 Nov',
    '3',
    'Nov',
  ]);
});

it('adds up', () => {
  expect(
    totalSlots([{ slots: { ...none, failed: 1 } }, { slots: { ...none, failed: 2, missed: 1 } }]),
  ).toEqual({
    ...none,
    failed: 3,
    missed: 1,
  });
});

it('leads to what became of a day in Activity', () => {
  expect(activityHref('dst_x', 'missed', 'a1.0')).toBe(
    '/activity?dataStore=dst_x&kind=slot&state=missed&cursor=a1.0',
  );
  expect(activityHref('dst_x', 'failed', null)).toBe('/activity?dataStore=dst_x&kind=backup&state=failed');
});
