import { describe, expect, it } from 'vitest';
import type { RetainedBackup } from '../backup.ts';
import type { BackupId } from '../ids.ts';
import { expiresAt } from './expiry.ts';
import { previewRetentionChange } from './preview-retention-change.ts';

const now = new Date('2026-11-23T08:00:00Z');
const daysAgo = (count: number): Date => new Date(now.getTime() - count * 86_400_000);

/** A scheduled backup kept for 30 days. */
const backup = (id: string, age: number, more: Partial<RetainedBackup> = {}): RetainedBackup => ({
  id: `bkp_${id}` as BackupId,
  dataStoreId: 'dst_aaaaaaaaaaaa',
  status: 'available',
  trigger: 'schedule',
  tiers: [],
  slotAt: null,
  createdAt: daysAgo(age),
  expiresAt: expiresAt(daysAgo(age), 30),
  pinned: false,
  inUse: false,
  ...more,
});

const preview = (backups: RetainedBackup[], days: number): { taken: string[]; removed: string[] } => {
  const { taken, removed } = previewRetentionChange(backups, { kind: 'grid', retentionDays: days }, now);
  const names = (list: RetainedBackup[]) => list.map(({ id }) => id.slice(4));
  return { taken: names(taken), removed: names(removed) };
};

describe('previewRetentionChange', () => {
  const backups = [backup('one', 1), backup('eight', 8), backup('twenty', 20)];

  it('tells which would go with a shorter retention', () => {
    expect(preview(backups, 7)).toEqual({ taken: ['one', 'eight', 'twenty'], removed: ['eight', 'twenty'] });
    expect(preview(backups, 8)).toEqual({ taken: ['one', 'eight', 'twenty'], removed: ['eight', 'twenty'] });
    expect(preview(backups, 9).removed).toEqual(['twenty']);
    expect(preview(backups, 365).removed).toEqual([]);
  });

  it('replaces on-demand ones from as many newer ones on as the plan keeps', () => {
    const onDemand = ['newest', 'second', 'third'].map((id, age) =>
      backup(id, age, { trigger: 'manual', tiers: ['on-demand'], expiresAt: null }),
    );
    const ends = (keep: number, backups: RetainedBackup[]): Record<string, Date | null> => {
      const counts = { days: 7, weeks: 4, months: 3, onDemand: keep };
      const terms = { kind: 'plan', keep: counts, minuteOfDay: 120, monthDay: 1, timeZone: 'UTC' } as const;
      const { expiries } = previewRetentionChange(backups, terms, now);
      return Object.fromEntries(expiries.map(({ id, expiresAt }) => [id.slice(4), expiresAt]));
    };
    expect(ends(1, onDemand.slice(0, 1))).toEqual({ newest: null });
    expect(ends(1, onDemand.slice(0, 2))).toEqual({ newest: null, second: now });
    expect(ends(2, onDemand.slice(0, 2))).toEqual({ newest: null, second: null });
    expect(ends(2, onDemand)).toEqual({ newest: null, second: null, third: now });
    const [newest, second, third] = onDemand;
    const pinned = { ...second!, pinned: true };
    expect(ends(1, [newest!, pinned, third!])).toEqual({ newest: null, third: now });
  });

  it('counts the last good one as staying', () => {
    expect(preview(backups.slice(1), 1).removed).toEqual(['twenty']);
  });

  it('leaves alone what has a retention of its own, is pinned or holds nothing', () => {
    const others = [
      backup('manual', 20, { trigger: 'manual' }),
      backup('safety', 20, { trigger: 'safety' }),
      backup('imported', 20, { trigger: 'import' }),
      backup('pinned', 20, { pinned: true }),
      backup('failed', 20, { status: 'failed' }),
      backup('running', 0, { status: 'running' }),
    ];
    expect(preview([...backups, ...others], 7).taken).toEqual(['one', 'eight', 'twenty']);
  });

  it('keeps back what is read, and does not count what goes anyway', () => {
    expect(preview([...backups, backup('read', 25, { inUse: true })], 21).removed).toEqual([]);
    expect(preview([...backups, backup('over', 40)], 25).removed).toEqual([]);
    expect(preview([...backups, backup('over', 40)], 25).taken).toContain('over');
  });
});
