import { expect } from 'vitest';
import type { RetainedBackup } from '../backup.ts';
import type { BackupId } from '../ids.ts';
import type { Plan, TierCounts } from '../plan.ts';
import { catchUp } from '../schedule/catch-up.ts';
import { readClocks } from '../schedule/luxon-slots.fixture.ts';
import { nextSlots, tiersDueAt } from '../schedule/next-slots.ts';
import { decideFates } from './decide-fates.ts';
import { expiryOf } from './expiry.ts';
import { replacedOnDemand } from './replaced-on-demand.ts';
import { tierSpanSeconds } from './tier-span.ts';
import { type WatchedSlot, watchedPlan } from './watched-plan.fixture.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type PlanYears = {
  plan: Plan;
  keep: TierCounts;
  from: number;
  days: number;
  /** Between 0 and 1, each call. */
  random(): number;
};

/** What happened, for the test to see that all of it did. */
export type Happened = { taken: number; failed: number; missed: number; late: number; onDemand: number };

type Taken = { id: BackupId; goesAt: number; takenAt: number };

/**
 * Lets a plan run with failures, outages, late backups and on-demand ones, prunes after each event, and compares what is
 * left with what the plan says: each backup until the slot that its last tier names, as much later as it ran late; the
 * newest on-demand ones; and the last good one whatever its date.
 */
export const comparePlanYears = (years: PlanYears): Happened => {
  const { plan, keep, from, days, random } = years;
  const watched = watch(years);
  const store = emptyStore(keep);
  const { happened } = store;
  let nextAt = nextSlots(plan, new Date(from), 1)[0]!;
  for (let now = from; now < from + days * DAY; ) {
    const outage = random() < 0.01 ? random() * 5 * DAY : 0;
    const late = random() < 0.05 ? random() * 20 * HOUR : random() * 4 * MINUTE;
    now = Math.floor(nextAt.getTime() + Math.max(outage, late));
    const due = catchUp(plan, nextAt, new Date(now));
    nextAt = due.nextAt!;
    for (const slot of [...due.missed, due.run!]) {
      const said = watched.shift()!;
      expect([slot.getTime(), tiersDueAt(plan, slot)]).toEqual([said.at, said.tiers]);
      if (slot !== due.run) happened.missed += 1;
      else if (random() < 0.1) happened.failed += 1;
      else {
        store.take(said, now, tierSpanSeconds(said.tiers, slot, { ...plan, keep }));
        if (due.late) happened.late += 1;
      }
    }
    if (random() < 0.1) {
      now += MINUTE;
      store.takeOnDemand(now);
    }
    expect(store.prune(now)).toEqual(store.owed(now));
  }
  return happened;
};

// From a midnight on: the steps must fall on the plan's time.
const watch = ({ plan, keep, from, days }: PlanYears): WatchedSlot[] => {
  const longest = Math.max(keep.days, keep.weeks * 7, keep.months * 31) + 40;
  const start = (Math.floor(from / DAY) - 3) * DAY;
  const clocks = readClocks(plan.timeZone, start, from + (days + longest) * DAY, 15 * MINUTE);
  return watchedPlan(plan, keep, clocks).filter(({ at }) => at > from);
};

/** The backups of one store, as the rules of Amber keep them and as the plan says. */
const emptyStore = (keep: TierCounts) => {
  const happened: Happened = { taken: 0, failed: 0, missed: 0, late: 0, onDemand: 0 };
  const taken: Taken[] = [];
  const onDemand: Taken[] = [];
  let backups: RetainedBackup[] = [];
  let serial = 0;
  const add = (at: number, more: Pick<RetainedBackup, 'trigger' | 'tiers'> & Partial<RetainedBackup>) => {
    serial += 1;
    const id: BackupId = `bkp_${String(serial).padStart(14, '0')}`;
    backups.push({ ...EMPTY, id, createdAt: new Date(at), ...more });
    return id;
  };
  return {
    happened,
    take: ({ at, tiers, goesAt }: WatchedSlot, takenAt: number, retentionSeconds: number) => {
      const expiresAt = expiryOf({ retentionDays: null, retentionSeconds }, new Date(takenAt));
      const id = add(takenAt, { trigger: 'schedule', tiers, slotAt: new Date(at), expiresAt });
      taken.push({ id, takenAt, goesAt: goesAt + (takenAt - at) });
      happened.taken += 1;
    },
    takeOnDemand: (takenAt: number) => {
      const replaced = new Set(replacedOnDemand(backups, keep.onDemand, 1).map(({ id }) => id));
      backups = backups.map((each) =>
        replaced.has(each.id) ? { ...each, expiresAt: each.expiresAt ?? new Date(takenAt) } : each,
      );
      onDemand.push({ id: add(takenAt, { trigger: 'manual', tiers: ['on-demand'] }), takenAt, goesAt: 0 });
      happened.onDemand += 1;
    },
    prune: (now: number): BackupId[] => {
      const fates = decideFates(backups, new Date(now));
      backups = backups.filter(({ id }) => !('remove' in fates.get(id)!));
      return backups.map(({ id }) => id);
    },
    owed: (now: number): BackupId[] => owed(taken, onDemand, keep, now),
  };
};

/** What is to be there, by what the plan says alone. */
const owed = (taken: Taken[], onDemand: Taken[], keep: TierCounts, now: number): BackupId[] => {
  const kept = [...taken.filter(({ goesAt }) => goesAt > now), ...onDemand.slice(-keep.onDemand)];
  const [newest] = [...taken, ...onDemand].sort(oldestFirst).slice(-1);
  if (newest && !kept.includes(newest)) kept.push(newest);
  return kept.sort(oldestFirst).map(({ id }) => id);
};
const oldestFirst = (one: Taken, other: Taken): number => one.takenAt - other.takenAt;

const EMPTY = {
  dataStoreId: 'dst_aaaaaaaaaaaa',
  status: 'available',
  slotAt: null,
  expiresAt: null,
  pinned: false,
  inUse: false,
} as const;
