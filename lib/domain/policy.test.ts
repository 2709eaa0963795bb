import { describe, expect, it } from 'vitest';
import { AmberError } from './errors.ts';
import { changePolicy, defaultPolicy, EVERY_DAY, firstPolicy } from './policy.ts';
import { type PolicyInput, policyInput } from './policy-form.ts';
import { parseRequest } from './requests/parse-request.ts';

const form = {
  dataStoreId: 'dst_abcdefghjkmn',
  revision: 3,
  enabled: true,
  days: [5, 1, 1],
  hours: [14, 2],
  timeZone: 'Europe/Madrid',
  retentionDays: '30',
};

const messages = (input: unknown): Record<string, string> | undefined => {
  try {
    parseRequest(policyInput, input);
    return undefined;
  } catch (error) {
    return error instanceof AmberError ? error.fields : { thrown: String(error) };
  }
};

describe('policyInput', () => {
  it('takes the form', () => {
    expect(parseRequest(policyInput, form)).toEqual({
      ...form,
      everyDay: false,
      everyHour: false,
      retentionDays: 30,
      applyToExisting: false,
    });
  });

  it.each<[string, object, Record<string, string>]>([
    ['no day', { days: [] }, { days: 'Choose at least one day' }],
    ['no days at all', { days: undefined }, { days: 'Choose at least one day' }],
    ['a day that is none', { days: [0] }, { days: 'Choose at least one day' }],
    ['half a day', { days: [1.5] }, { days: 'Choose at least one day' }],
    ['days as text', { days: 'monday' }, { days: 'Choose at least one day' }],
    ['days as null', { days: null }, { days: 'Choose at least one day' }],
    ['no hour', { hours: [] }, { hours: 'Choose at least one hour' }],
    ['hour 24', { hours: [24] }, { hours: 'Choose at least one hour' }],
    [
      'a list without end',
      { hours: Array.from({ length: 1e5 }, () => 1) },
      { hours: 'Choose at least one hour' },
    ],
    ['an unknown zone', { timeZone: 'Mars/Olympus' }, { timeZone: 'Choose a time zone from the list' }],
    ['an offset', { timeZone: '+02:00' }, { timeZone: 'Choose a time zone from the list' }],
    ['no zone', { timeZone: undefined }, { timeZone: 'Choose a time zone from the list' }],
    ['nothing said', { enabled: undefined }, { enabled: 'Choose Enabled or Disabled' }],
    ['a revision of another sort', { revision: '3' }, { revision: 'Open the drawer again' }],
    ['no store', { dataStoreId: '../etc' }, { dataStoreId: 'That is no data store' }],
  ])('refuses %s', (_, over, fields) => expect(messages({ ...form, ...over })).toEqual(fields));

  it.each([0, -1, 1.5, 1e9, 3651, '', '0', '1.5', '1e3', 'thirty', null, undefined, Number.NaN, Infinity])(
    'refuses to keep for %s days',
    (retentionDays) =>
      expect(messages({ ...form, retentionDays })).toEqual({
        retentionDays: 'Keep for 1 to 3,650 days, in whole days',
      }),
  );

  it('says all that is wrong at once', () => {
    const all = messages({ ...form, days: [], hours: [], timeZone: '', retentionDays: 0 });
    expect(Object.keys(all ?? {}).sort()).toEqual(['days', 'hours', 'retentionDays', 'timeZone']);
  });

  it('needs no days with Every Day and no hours with Every Hour', () => {
    expect(
      messages({ ...form, everyDay: true, days: [], everyHour: true, hours: undefined }),
    ).toBeUndefined();
  });

  it('does not look at the hidden fields of a disabled schedule', () => {
    expect(parseRequest(policyInput, { ...form, enabled: false, days: 'x', retentionDays: 0 })).toEqual({
      dataStoreId: form.dataStoreId,
      revision: 3,
      enabled: false,
    });
  });

  it.each([null, undefined, 'x', 7, [], JSON.parse('{"__proto__":{"enabled":true}}')])(
    'refuses %j',
    (input) => expect(Object.values(messages(input) ?? {})).toEqual(['Choose Enabled or Disabled']),
  );
});

describe('changePolicy', () => {
  const id = 'dst_abcdefghjkmn' as const;
  const input = (over: object = {}): PolicyInput => parseRequest(policyInput, { ...form, ...over });
  const stored = { ...defaultPolicy(id), hours: [5], retentionDays: 9, enabled: true, revision: 3 };

  it('brings days and hours into order', () => {
    expect(changePolicy(stored, input())).toEqual({
      outcome: 'changed',
      policy: {
        dataStoreId: id,
        enabled: true,
        kind: 'grid',
        days: [1, 5],
        hours: [2, 14],
        everyHour: false,
        timeZone: 'Europe/Madrid',
        retentionDays: 30,
        revision: 4,
      },
    });
  });

  it('takes Every Day as all seven and Every Hour as no chosen ones', () => {
    const change = changePolicy(stored, input({ everyDay: true, everyHour: true }));
    expect(change).toMatchObject({ policy: { days: EVERY_DAY, hours: [], everyHour: true } });
  });

  it('switches off and keeps the rest', () => {
    const change = changePolicy(stored, input({ enabled: false }));
    expect(change).toEqual({ outcome: 'changed', policy: { ...stored, enabled: false, revision: 4 } });
  });

  it('makes the first one', () => {
    expect(changePolicy(null, input({ revision: 0 }))).toMatchObject({ policy: { revision: 1 } });
    expect(changePolicy(null, input({ revision: 0, enabled: false }))).toMatchObject({
      policy: { enabled: false, revision: 1, hours: [2], retentionDays: 30 },
    });
  });

  it('tells a stale tab', () => {
    expect(changePolicy(stored, input({ revision: 2 }))).toEqual({ outcome: 'stale' });
    expect(changePolicy(stored, input({ revision: 0 }))).toEqual({ outcome: 'stale' });
    expect(changePolicy(null, input({ revision: 3 }))).toEqual({ outcome: 'stale' });
  });
});

describe('a plan', () => {
  const plan = {
    dataStoreId: 'dst_abcdefghjkmn',
    revision: 0,
    enabled: true,
    kind: 'plan',
    time: ' 2:05 ',
    weekday: '6',
    monthDay: '31',
    timeZone: 'UTC',
    days: '7',
    weeks: '4',
    months: '3',
    onDemand: '1',
  };

  it('takes the form', () => {
    expect(changePolicy(null, parseRequest(policyInput, plan))).toMatchObject({
      policy: {
        kind: 'plan',
        minuteOfDay: 125,
        weekday: 6,
        monthDay: 31,
        keep: { days: 7, weeks: 4, months: 3, onDemand: 1 },
        revision: 1,
      },
    });
  });

  it.each(['', '24:00', '12:60', '2', '02:0', '1:2:3', '-1:00', 'noon', 230, null, undefined])(
    'refuses the time %j',
    (time) =>
      expect(messages({ ...plan, time })).toEqual({
        time: 'Give the time of day as hours and minutes, 00:00 to 23:59',
      }),
  );

  it.each(['days', 'weeks', 'months', 'onDemand'])('refuses numbers of %s that are none', (field) => {
    for (const bad of [0, -1, 1_000_000, 1.5, '', 'x', null, undefined])
      expect(Object.keys(messages({ ...plan, [field]: bad }) ?? {})).toEqual([field]);
  });

  it('switches off and stays a plan', () => {
    const stored = firstPolicy('dst_abcdefghjkmn', 'janusgraph');
    const off = parseRequest(policyInput, { ...plan, revision: 1, enabled: false });
    expect(changePolicy(stored, off)).toMatchObject({
      policy: { kind: 'plan', enabled: false, revision: 2 },
    });
    expect(firstPolicy('dst_abcdefghjkmn', 'redis')).toBeNull();
  });
});
