import { expect, it, vi } from 'vitest';
import { seededRandom } from '../../../e2e/faults/seeded-random.ts';
import type { TierCounts } from '../plan.ts';
import { comparePlanYears } from './plan-years.fixture.ts';

vi.setConfig({ testTimeout: 600_000 });

const SEED: TierCounts = { days: 7, weeks: 4, months: 3, onDemand: 1 };

/** Midnights that are skipped or jumped over, half an hour and two hours of summer time, offsets of 30 and 45 minutes, and 31 days. */
const PLANS: [string, string, number, number, TierCounts][] = [
  ['UTC', '02:00', 7, 1, SEED],
  ['Europe/Madrid', '02:30', 7, 31, SEED],
  ['Asia/Beirut', '00:00', 1, 30, SEED],
  ['America/Havana', '00:00', 6, 29, { days: 1, weeks: 1, months: 1, onDemand: 1 }],
  ['Australia/Lord_Howe', '02:15', 7, 31, { days: 30, weeks: 10, months: 12, onDemand: 3 }],
  ['America/St_Johns', '23:45', 3, 28, { days: 2, weeks: 8, months: 1, onDemand: 2 }],
  ['Africa/Casablanca', '02:45', 5, 15, { days: 10, weeks: 1, months: 6, onDemand: 1 }],
  ['Antarctica/Troll', '01:30', 7, 31, SEED],
  ['Pacific/Chatham', '03:30', 2, 31, { days: 3, weeks: 2, months: 24, onDemand: 1 }],
  ['America/Nuuk', '23:30', 6, 31, SEED],
  ['Pacific/Apia', '12:00', 4, 30, SEED],
];

const YEARS = 10;

it.each(PLANS)('ten years of %s at %s', (timeZone, time, weekday, monthDay, keep) => {
  const [hour, minute] = time.split(':').map(Number);
  const happened = comparePlanYears({
    plan: { kind: 'plan', minuteOfDay: hour! * 60 + minute!, weekday, monthDay, timeZone },
    keep,
    from: Date.UTC(2026, 0, 1, 0, 20),
    days: YEARS * 365,
    random: seededRandom(monthDay * 100 + weekday),
  });
  for (const [what, count] of Object.entries(happened))
    expect(`${what}: ${count > 20}`).toBe(`${what}: true`);
});
