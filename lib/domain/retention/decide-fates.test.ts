import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BACKUP_STATUSES, BACKUP_TRIGGERS, type RetainedBackup } from '../backup.ts';
import type { BackupId } from '../ids.ts';
import { decideFates, lastGoodBackups } from './decide-fates.ts';

const now = new Date('2026-11-23T08:00:00Z');
const DAY = 86_400_000;
const days = (count: number): Date => new Date(now.getTime() + count * DAY);

let serial = 0;
/** A scheduled backup, taken `age` days ago, that expires in `left` days. */
const backup = (age: number, left: number | null, more: Partial<RetainedBackup> = {}): RetainedBackup => {
  serial += 1;
  return {
    id: `bkp_${String(serial).padStart(14, 'a')}`,
    dataStoreId: 'dst_aaaaaaaaaaaa',
    status: 'available',
    trigger: 'schedule',
    tiers: [],
    slotAt: null,
    createdAt: days(-age),
    expiresAt: left === null ? null : days(left),
    pinned: false,
    inUse: false,
    ...more,
  };
};

/** Fates in the order of the backups. */
const fates = (backups: RetainedBackup[], options = {}): (string | undefined)[] => {
  const decided = decideFates(backups, now, options);
  return backups.map(({ id }) => Object.values(decided.get(id) ?? {})[0]);
};

const newer = backup(1, 29);

describe('decideFates', () => {
  it.each<[string, RetainedBackup[], (string | undefined)[]]>([
    ['its time is not over', [newer], ['within-retention']],
    ['its time is over', [newer, backup(40, -10)], ['within-retention', 'expired']],
    ['its time is over this very moment', [newer, backup(30, 0)], ['within-retention', 'expired']],
    ['it has no date', [newer, backup(40, null)], ['within-retention', 'within-retention']],
    ['it is pinned', [newer, backup(40, -10, { pinned: true })], ['within-retention', 'pinned']],
    ['it is read', [newer, backup(40, -10, { inUse: true })], ['within-retention', 'in-use']],
    [
      'its deletion failed, and the pause is not over',
      [newer, backup(40, -10, { deletionWaitsUntil: days(1) })],
      ['within-retention', 'deletion-failed'],
    ],
    [
      'its deletion failed, and the pause is over',
      [newer, backup(40, -10, { deletionWaitsUntil: now })],
      ['within-retention', 'expired'],
    ],
    [
      'all good ones are over',
      [backup(40, -10), backup(39, -9), backup(50, -20)],
      ['expired', 'last-good', 'expired'],
    ],
    [
      'ten failed after it',
      [
        backup(100, -70),
        ...Array.from({ length: 10 }, (_, index) => backup(index, null, { status: 'failed' })),
      ],
      ['last-good', ...Array.from({ length: 10 }, () => 'within-retention')],
    ],
    [
      'a damaged one came after it',
      [backup(1, 29, { status: 'damaged' }), backup(40, -10)],
      ['within-retention', 'last-good'],
    ],
    [
      'a safety backup came after it',
      [backup(1, 6, { trigger: 'safety' }), backup(40, -10)],
      ['within-retention', 'last-good'],
    ],
    ['only safety backups are left', [backup(8, -1, { trigger: 'safety' })], ['expired']],
    ['only damaged ones are left', [backup(40, -10, { status: 'damaged' })], ['expired']],
    [
      'a newer one is being deleted',
      [backup(1, 29, { status: 'deleting' }), backup(40, -10)],
      ['moving', 'last-good'],
    ],
    [
      'a newer one is under way',
      [backup(0, null, { status: 'running' }), backup(40, -10)],
      ['moving', 'last-good'],
    ],
    [
      'an imported one came after it',
      [backup(1, 29, { trigger: 'import' }), backup(40, -10)],
      ['within-retention', 'expired'],
    ],
    [
      'the newest was kept shortly and a pinned one is older',
      [backup(1, -0.5), backup(40, -10, { pinned: true })],
      ['last-good', 'pinned'],
    ],
    [
      'the newest was kept shortly and an older one still runs',
      [backup(2, -1), backup(3, 27)],
      ['last-good', 'within-retention'],
    ],
    ['it failed, up to 90 days', [backup(89, -59, { status: 'failed' })], ['within-retention']],
    ['it failed, after 90 days', [backup(90, null, { status: 'failed' })], ['expired']],
    ['it was cancelled, after 90 days', [backup(91, 1000, { status: 'cancelled' })], ['expired']],
    ['it is gone already', [backup(91, 1, { status: 'deleted' })], [undefined]],
  ])('%s', (_, backups, expected) => expect(fates(backups)).toEqual(expected));

  it('holds back nothing for a deleted store', () => {
    const backups = [backup(40, -10), backup(41, 1)];
    expect(fates(backups, { storeExists: () => false })).toEqual(['expired', 'within-retention']);
  });

  it('looks at each store by itself', () => {
    const other = { dataStoreId: 'dst_bbbbbbbbbbbb' } as const;
    const backups = [backup(1, 29), backup(40, -10), backup(50, -20, other), backup(60, -30, other)];
    expect(fates(backups)).toEqual(['within-retention', 'expired', 'last-good', 'expired']);
    expect(fates(backups, { storeExists: (id: string) => id !== other.dataStoreId })).toEqual([
      'within-retention',
      'expired',
      'expired',
      'expired',
    ]);
  });

  it('keeps one of two taken in the same moment, the same one in any order', () => {
    const twins = [backup(40, -10), backup(40, -10)];
    expect(fates(twins)).toEqual(['expired', 'last-good']);
    expect(fates(twins.toReversed())).toEqual(['last-good', 'expired']);
  });
});

describe('whatever the backups are', () => {
  const stores = ['dst_aaaaaaaaaaaa', 'dst_bbbbbbbbbbbb'] as const;
  const any: fc.Arbitrary<RetainedBackup[]> = fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 0, max: 1e9 }).map((number): BackupId => `bkp_${number}`),
      dataStoreId: fc.constantFrom(...stores),
      status: fc.constantFrom(...BACKUP_STATUSES),
      trigger: fc.constantFrom(...BACKUP_TRIGGERS),
      tiers: fc.constant([]),
      slotAt: fc.constant(null),
      createdAt: fc.integer({ min: 0, max: 200 }).map((age) => days(-age)),
      expiresAt: fc.option(fc.integer({ min: -100, max: 100 }).map(days)),
      pinned: fc.boolean(),
      inUse: fc.boolean(),
    }),
    { selector: ({ id }) => id, maxLength: 30 },
  );
  const removed = (backups: readonly RetainedBackup[], at: Date): Set<BackupId> =>
    new Set([...decideFates(backups, at)].filter(([, fate]) => 'remove' in fate).map(([id]) => id));

  it('removes nothing good that is the newest, nothing pinned, read, moving or within its time', () => {
    fc.assert(
      fc.property(any, (backups) => {
        const gone = removed(backups, now);
        for (const id of lastGoodBackups(backups)) expect(gone.has(id)).toBe(false);
        for (const each of backups.filter(({ id }) => gone.has(id))) {
          expect(each.pinned || each.inUse).toBe(false);
          expect(['available', 'damaged', 'failed', 'cancelled']).toContain(each.status);
          if (each.status === 'available' || each.status === 'damaged') {
            expect(each.expiresAt!.getTime()).toBeLessThanOrEqual(now.getTime());
          }
        }
      }),
    );
  });

  it('leaves a good one to every store that had one, sweep after sweep for years', () => {
    fc.assert(
      fc.property(any, (backups) => {
        const had = lastGoodBackups(backups);
        let left = backups.map((each) => ({ ...each, inUse: false }));
        for (const at of [now, now, days(1), days(30), days(365), days(3650)]) {
          const gone = removed(left, at);
          left = left.filter(({ id }) => !gone.has(id));
        }
        expect(lastGoodBackups(left)).toEqual(had);
      }),
    );
  });

  it('decides the same twice, and after its own removals removes no more', () => {
    fc.assert(
      fc.property(any, (backups) => {
        const gone = removed(backups, now);
        expect(removed(backups.toReversed(), now)).toEqual(gone);
        expect(
          removed(
            backups.filter(({ id }) => !gone.has(id)),
            now,
          ).size,
        ).toBe(0);
      }),
    );
  });
});
