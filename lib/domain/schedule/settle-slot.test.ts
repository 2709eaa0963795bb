import { expect, it } from 'vitest';
import { slotReason } from '../slot.ts';
import { settleSlot } from './settle-slot.ts';

it.each([
  ['active', null, { decision: 'back-up' }],
  ['unreachable', null, { decision: 'back-up' }],
  ['pending', null, { decision: 'back-up' }],
  ['active', 'backup', { decision: 'skip', reason: 'backup-running' }],
  ['restoring', 'restore', { decision: 'skip', reason: 'restore-running' }],
  ['deleting', null, { decision: 'skip', reason: 'store-deleting' }],
  ['deleting', 'backup', { decision: 'skip', reason: 'store-deleting' }],
] as const)('a store that is %s and held by %s', (status, holder, decision) => {
  expect(settleSlot(status, holder)).toEqual(decision);
});

it('says why in words', () => {
  expect(slotReason({ kind: 'skipped', reason: 'restore-running' })).toBe(
    'A restore of this data store was running',
  );
  expect(slotReason({ kind: 'missed' })).toMatch(/^Amber was not running at this time/);
  expect(slotReason({ kind: 'backup', backupId: 'bkp_aaaaaaaaaaaaaa' })).toBeNull();
});
