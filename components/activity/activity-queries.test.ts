import { QueryClient } from '@tanstack/react-query';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ActivityRow } from '#lib/domain/views/activity-view';
import type { Page } from '#lib/domain/views/page';
import { parseActivityFilter } from './activity-filter.ts';
import {
  activityKeys,
  activityListQuery,
  operationLogQuery,
  withCancelRequested,
} from './activity-queries.ts';
import { activityTone } from './activity-tone.ts';

const row = (change: Partial<ActivityRow> = {}): ActivityRow => ({
  id: '01930000-0000-7000-8000-000000000001',
  kind: 'backup',
  subject: 'Before the 4.2 migration',
  dataStoreId: 'dst_aaaaaaaaaaaa',
  dataStoreName: 'catalogue',
  status: 'Running',
  state: 'running',
  progress: null,
  reason: null,
  summary: null,
  attempt: 1,
  starts: 1,
  at: '2026-11-23T08:00:00.000Z',
  startedAt: '2026-11-23T08:00:00.000Z',
  finishedAt: null,
  backupId: null,
  cancellable: true,
  cancelRequested: false,
  retry: null,
  restore: null,
  ...change,
});
const page = (...rows: ActivityRow[]): Page<ActivityRow> => ({
  rows,
  next: null,
  previous: null,
  total: null,
});

afterEach(() => vi.unstubAllGlobals());

describe('parseActivityFilter', () => {
  it.each([
    [{}, {}],
    [
      { kind: 'slot', state: 'missed' },
      { kind: 'slot', state: 'missed' },
    ],
    [{ kind: 'coffee', state: 'constructor', dataStore: '../x' }, {}],
    [{ cursor: ['a', 'b'] }, { cursor: 'a' }],
  ])('%j asks for %j', (params, filter) => expect(parseActivityFilter(params)).toEqual(filter));
});

describe('activity queries', () => {
  it('keep each filter and page apart, and a log under its operation', async () => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (path: string) => {
      asked.push(path);
      return Response.json(path.includes('/log') ? { lines: [] } : page(row()));
    });
    const client = new QueryClient();
    await client.fetchQuery(activityListQuery({ kind: 'restore', cursor: 'x y' }));
    await client.fetchQuery(operationLogQuery('01930000-0000-7000-8000-000000000001', false));
    expect(asked).toEqual([
      '/api/activity?kind=restore&cursor=x+y',
      '/api/operations/01930000-0000-7000-8000-000000000001/log',
    ]);
    expect(client.getQueryData(activityKeys.list({ kind: 'restore' }))).toBeUndefined();
  });

  it('show a cancel before the worker has heard of it', () => {
    const other = row({ id: 'other' });
    const [first, second] = withCancelRequested(page(row(), other), row().id).rows;
    expect(first).toMatchObject({ cancelRequested: true, cancellable: false });
    expect(second).toBe(other);
  });
});

it.each([
  ['completed', 'Available', 'good'],
  ['completed', 'Damaged', 'bad'],
  ['failed', 'Failed', 'bad'],
  ['skipped', 'Skipped', 'warn'],
  ['missed', 'Missed', 'idle'],
  ['cancelled', 'Cancelled', 'idle'],
] as const)('%s, %s is %s', (state, status, tone) =>
  expect(activityTone({ state, status, restore: null })).toBe(tone),
);

it('a restore that was cancelled too late is bad news', () => {
  const tone = (targetState: 'untouched' | 'incomplete') =>
    activityTone({ state: 'cancelled', status: 'Cancelled', restore: { targetState } });
  expect(tone('untouched')).toBe('idle');
  expect(tone('incomplete')).toBe('bad');
});
