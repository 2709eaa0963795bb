import { expect, it } from 'vitest';
import { retryOf } from './backup-retry.ts';

const failed = {
  status: 'failed',
  trigger: 'manual',
  description: 'Before the 4.2 migration',
  dataStoreId: 'dst_a',
  retentionDays: 7,
  retentionSeconds: null,
} as const;

it('takes the same store, words and retention', () => {
  expect(retryOf(failed, true)).toEqual({
    dataStoreId: 'dst_a',
    description: 'Before the 4.2 migration',
    retentionDays: 7,
  });
});
it('names one anew whose name holds the time of a slot', () => {
  const slot = {
    ...failed,
    trigger: 'schedule',
    description: 'Scheduled backup of a, 2026-11-23T08:00:00Z',
  } as const;
  expect(retryOf(slot, true)).toMatchObject({ description: '', retentionDays: 7 });
});
it('keeps one for as long as the plan would have kept its slot', () => {
  const slot = {
    ...failed,
    trigger: 'schedule',
    retentionDays: null,
    retentionSeconds: 28 * 86_400,
  } as const;
  expect(retryOf(slot, true)).toMatchObject({ retentionDays: 28 });
  expect(retryOf({ ...slot, retentionSeconds: 4000 * 86_400 }, true)).toMatchObject({ retentionDays: 3650 });
});
it.each([
  ['a safety backup', { ...failed, trigger: 'safety' }, true],
  ['an import', { ...failed, trigger: 'import' }, true],
  ['a store that is gone', failed, false],
  ['a good one', { ...failed, status: 'available' }, true],
  ['a cancelled one', { ...failed, status: 'cancelled' }, true],
  ['a damaged one', { ...failed, status: 'damaged' }, true],
] as const)('offers nothing for %s', (_name, backup, exists) => expect(retryOf(backup, exists)).toBeNull());
