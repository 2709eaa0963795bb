import { describe, expect, it } from 'vitest';
import { policyInput } from '#lib/domain/policy-form';
import { isTimeZone } from '#lib/domain/validation/time-zone';
import type { GridPolicyView, PlanPolicyView } from '#lib/domain/views/policy-view';
import { FIRST_PLAN_DRAFT } from './plan-draft.ts';
import { ALL_DAYS, ALL_HOURS, draftOf, formOf } from './schedule-draft.ts';
import { estimate, estimateWords, keptShortage, planEstimate } from './schedule-estimate.ts';
import { offsetWords, timeZones } from './time-zones.ts';

const policy: GridPolicyView = {
  kind: 'grid',
  enabled: true,
  days: [1, 2, 3, 4, 5],
  hours: [2, 8],
  everyHour: false,
  timeZone: 'Europe/Madrid',
  retentionDays: 30,
  revision: 4,
  nextAt: null,
};
const plan: PlanPolicyView = {
  kind: 'plan',
  enabled: true,
  minuteOfDay: 150,
  weekday: 6,
  monthDay: 31,
  timeZone: 'Asia/Kolkata',
  keep: { days: 7, weeks: 4, months: 3, onDemand: 1 },
  revision: 2,
  nextAt: null,
  nextTiers: [],
};
const dataStoreId = 'dst_aaaaaaaaaaaa';

describe('draftOf', () => {
  it('starts from nothing chosen, in the zone of the browser', () => {
    expect(draftOf(null, 'Asia/Tokyo')).toMatchObject({
      enabled: false,
      days: [],
      hours: [],
      timeZone: 'Asia/Tokyo',
    });
    expect(draftOf({ ...policy, revision: 0 }, 'Asia/Tokyo')).toMatchObject({
      enabled: false,
      timeZone: 'Asia/Tokyo',
    });
  });
  it('shows what is applied, and never applies to old backups by itself', () => {
    expect(draftOf(policy, 'Asia/Tokyo')).toEqual({
      enabled: true,
      kind: 'grid',
      plan: FIRST_PLAN_DRAFT,
      days: [1, 2, 3, 4, 5],
      hours: [2, 8],
      timeZone: 'Europe/Madrid',
      retentionDays: '30',
      applyToExisting: false,
    });
  });
  it('shows every hour as all of them', () => {
    expect(draftOf({ ...policy, hours: [], everyHour: true }, 'UTC').hours).toEqual(ALL_HOURS);
  });
});

describe('formOf', () => {
  const draft = draftOf(policy, 'UTC');
  it('is what the action takes', () => {
    const form = formOf(draft, dataStoreId, 4);
    expect(policyInput.parse(form)).toMatchObject({ days: [1, 2, 3, 4, 5], hours: [2, 8], everyHour: false });
    expect(policyInput.parse(formOf({ ...draft, enabled: false }, dataStoreId, 4))).toEqual({
      dataStoreId,
      revision: 4,
      enabled: false,
    });
  });
  it('says Every Day and Every Hour when all are chosen', () => {
    const all = formOf({ ...draft, days: [...ALL_DAYS], hours: [...ALL_HOURS] }, dataStoreId, 4);
    expect(all).toMatchObject({ everyDay: true, everyHour: true, hours: [] });
  });
  it.each([
    [{ days: [] }, 'days'],
    [{ hours: [] }, 'hours'],
    [{ retentionDays: '' }, 'retentionDays'],
    [{ retentionDays: '0' }, 'retentionDays'],
    [{ retentionDays: '1.5' }, 'retentionDays'],
    [{ retentionDays: '1000000000' }, 'retentionDays'],
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
  ])('%j is refused beside %s', (change, field) => {
    const answer = policyInput.safeParse(formOf({ ...draft, ...change }, dataStoreId, 4));
    expect(answer.error?.issues.map((issue) => issue.path[0])).toEqual([field]);
  });
});

describe('a plan', () => {
  const draft = draftOf(plan, 'UTC');
  it('goes into the drawer and out of it as it was', () => {
    expect(draft).toMatchObject({ kind: 'plan', timeZone: 'Asia/Kolkata', days: [], retentionDays: '30' });
    expect(draft.plan).toMatchObject({ time: '02:30', weekday: 6, monthDay: 31 });
    expect(policyInput.parse(formOf(draft, dataStoreId, 2))).toEqual({
      dataStoreId,
      revision: 2,
      enabled: true,
      kind: 'plan',
      time: 150,
      weekday: 6,
      monthDay: 31,
      timeZone: 'Asia/Kolkata',
      days: 7,
      weeks: 4,
      months: 3,
      onDemand: 1,
      applyToExisting: false,
    });
  });
  it('counts a backup of several tiers once', () => {
    expect(planEstimate(plan.keep, null)).toEqual({ perWeek: 7, kept: 7 + 3 + 3 + 1, bytes: null });
    expect(planEstimate({ days: 60, weeks: 4, months: 1, onDemand: 2 }, 10).bytes).toBe(620);
  });
});

describe('estimate', () => {
  const weekdays = { days: [1, 2, 3, 4, 5], hours: [2, 8, 14, 20], retentionDays: 30 };

  it('counts a whole retention', () => {
    expect(estimateWords(estimate(weekdays, 41_200_000), null)).toBe(
      '20 a week · about 86 kept · about 3.54 GB',
    );
    expect(estimateWords(estimate(weekdays, null), 65e9)).toBe('20 a week · about 86 kept · 65 GB free');
  });

  it('says when all that is kept will not fit, what is there already being given back in time', () => {
    const large = estimate(weekdays, 1e9);
    const room = (freeBytes: number | null, bytes = 0) => ({ storage: { freeBytes }, kept: { bytes } });
    expect(keptShortage(large, room(65e9))).toBe(
      '65 GB are free, and what is kept will come to about 86 GB. Choose a shorter retention or fewer backups.',
    );
    expect(keptShortage(large, room(65e9, 30e9))).toBeNull();
    expect(keptShortage(large, room(null))).toBeNull();
    expect(keptShortage(estimate(weekdays, null), room(0))).toBeNull();
  });

  it('keeps at least the last good one', () => {
    expect(estimate({ days: [1], hours: [2], retentionDays: 1 }, null).kept).toBe(1);
    expect(estimate({ days: [], hours: [2], retentionDays: 1 }, null).kept).toBe(0);
  });
});

describe('time zones', () => {
  const winter = new Date('2026-11-23T08:00:00Z');
  const summer = new Date('2026-07-01T08:00:00Z');
  it.each([
    ['UTC', winter, 'UTC'],
    ['Europe/Madrid', winter, 'UTC+1'],
    ['Europe/Madrid', summer, 'UTC+2'],
    ['Asia/Kolkata', winter, 'UTC+5:30'],
    ['America/St_Johns', winter, 'UTC-3:30'],
    ['Mars/Olympus', winter, ''],
  ])('%s at %s is %s', (zone, at, words) => expect(offsetWords(zone, at)).toBe(words));
  it('lists UTC, the chosen one and all others once', () => {
    const zones = timeZones('Etc/GMT+5');
    expect(zones.slice(0, 2)).toEqual(['UTC', 'Etc/GMT+5']);
    expect(new Set(zones).size).toBe(zones.length);
    expect(zones.length).toBeGreaterThan(400);
  });
  it('lists the names of today, and every one of them is a zone', () => {
    const zones = timeZones('UTC');
    expect(zones).toContain('Asia/Kolkata');
    expect(zones).not.toContain('Asia/Calcutta');
    expect(zones.filter((zone) => !isTimeZone(zone))).toEqual([]);
  });
});
