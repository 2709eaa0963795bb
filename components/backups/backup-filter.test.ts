import { describe, expect, it } from 'vitest';
import type { BackupFilter } from '#lib/domain/views/backup-view';
import { changeFilter, isFiltering } from '../queries/address-filter.ts';
import { parseBackupFilter } from './backup-filter.ts';

describe('parseBackupFilter', () => {
  it.each([
    [{}, {}],
    [{ search: '  quarter ' }, { search: 'quarter' }],
    [
      { status: 'failed', trigger: 'schedule', dataStore: 'dst_aaaaaaaaaaaa', cursor: 'x' },
      { status: 'failed', trigger: 'schedule', dataStore: 'dst_aaaaaaaaaaaa', cursor: 'x' },
    ],
    // An address made by hand, by an older Amber or by an attacker shows a list all the same.
    [{ status: 'gone', trigger: 'deleted' }, {}],
    [{ status: 'deleted' }, {}],
    [{ dataStore: "dst_' OR 1=1" }, {}],
    [{ search: ['a', 'b'], other: 'x' }, { search: 'a' }],
    [{ search: '   ' }, {}],
  ])('%j asks for %j', (params, filter) => expect(parseBackupFilter(params)).toEqual(filter));

  it('cuts what nobody searches for', () => {
    expect(parseBackupFilter({ search: 'x'.repeat(10_000) }).search).toHaveLength(200);
  });
});

describe('changing a filter', () => {
  const filter: BackupFilter = { search: 'a', status: 'failed', cursor: 'page-3' };
  it('goes back to the first page', () => {
    expect(changeFilter(filter, { trigger: 'manual' })).toEqual({
      search: 'a',
      status: 'failed',
      trigger: 'manual',
    });
  });
  it('leaves out what was cleared, so that equal filters are one query', () => {
    expect(Object.keys(changeFilter(filter, { status: undefined, search: '' }))).toEqual([]);
  });
  it('knows a page from a filter', () => {
    expect(isFiltering<BackupFilter>({ cursor: 'page-3' })).toBe(false);
    expect(isFiltering(filter)).toBe(true);
  });
});
