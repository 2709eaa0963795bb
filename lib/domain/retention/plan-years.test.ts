import fc from 'fast-check';
import { expect, it } from 'vitest';
import { comparePlanYears } from './plan-years.fixture.ts';

const ZONES = ['UTC', 'Europe/Madrid', 'Australia/Lord_Howe', 'America/Havana', 'Asia/Kolkata'];

it('keeps what the plan says, for any plan and whatever fails', () => {
  const any = fc.record({
    minute: fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15),
    weekday: fc.integer({ min: 1, max: 7 }),
    monthDay: fc.integer({ min: 1, max: 31 }),
    timeZone: fc.constantFrom(...ZONES),
    keep: fc.record({
      days: fc.integer({ min: 1, max: 10 }),
      weeks: fc.integer({ min: 1, max: 5 }),
      months: fc.integer({ min: 1, max: 3 }),
      onDemand: fc.integer({ min: 1, max: 3 }),
    }),
    start: fc.integer({ min: 0, max: 365 }),
    draws: fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
  });
  fc.assert(
    fc.property(any, ({ minute, keep, start, draws, ...where }) => {
      const happened = comparePlanYears({
        plan: { kind: 'plan', minuteOfDay: minute, ...where },
        keep,
        from: Date.UTC(2026, 0, 1) + start * 86_400_000,
        // longer than three months: monthly backups go, too
        days: 130,
        random: () => draws.next().value,
      });
      expect(happened.taken + happened.failed + happened.missed).toBeGreaterThan(110);
    }),
    { numRuns: 12 },
  );
});
