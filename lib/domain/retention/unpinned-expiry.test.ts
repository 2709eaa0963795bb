import { expect, it } from 'vitest';
import type { RetainedBackup } from '../backup.ts';
import type { BackupId } from '../ids.ts';
import { unpinnedExpiry } from './unpinned-expiry.ts';

const now = new Date('2026-11-23T08:00:00Z');
const days = (count: number): Date => new Date(now.getTime() + count * 86_400_000);
const backup = (age: number, more: Partial<RetainedBackup> = {}): RetainedBackup => ({
  id: `bkp_${age}` as BackupId,
  dataStoreId: 'dst_aaaaaaaaaaaa',
  status: 'available',
  trigger: 'manual',
  tiers: ['on-demand'],
  slotAt: null,
  createdAt: days(-age),
  expiresAt: null,
  pinned: false,
  inUse: false,
  ...more,
});
const pinned = backup(5, { pinned: true });

it.each<[string, RetainedBackup, RetainedBackup[], number | null, Date | null]>([
  ['the most recent on-demand one goes with the next', pinned, [backup(6)], 1, null],
  ['a newer one took its place', pinned, [backup(4)], 1, days(7)],
  ['fewer took it than the plan keeps', pinned, [backup(4)], 2, null],
  ['as many took it as the plan keeps', pinned, [backup(4), backup(3, { pinned: true })], 2, days(7)],
  ['the newer one failed', pinned, [backup(4, { status: 'failed' })], 1, null],
  ['no plan replaces it', pinned, [backup(4)], null, null],
  ['its date has passed', { ...pinned, tiers: ['daily'], expiresAt: days(-1) }, [], 1, days(7)],
  ['its date is now', { ...pinned, tiers: ['daily'], expiresAt: now }, [], 1, days(7)],
  ['its date is to come', { ...pinned, tiers: ['daily'], expiresAt: days(1) }, [], 1, null],
  [
    'nothing but a record is left',
    { ...pinned, status: 'failed', expiresAt: days(-1) },
    [backup(4)],
    1,
    null,
  ],
])('%s', (_, unpinned, others, keep, end) =>
  expect(unpinnedExpiry(unpinned, [unpinned, ...others], keep, now)).toEqual(end),
);
