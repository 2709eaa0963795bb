import { QueryClient } from '@tanstack/react-query';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { BackupOption, BackupOptionGroup } from '#lib/domain/views/backup-view';
import {
  backupOptionsQuery,
  optionsOf,
  preflightQuery,
  presetBackup,
  targetsQuery,
} from './restore-queries.ts';

const option = (id: string): BackupOption => ({
  trigger: id.startsWith('safety') ? 'safety' : 'manual',
  id,
  label: `${id}, 2026-11-23T08:00:00.000Z`,
  description: id,
  dataStoreId: 'dst_a',
  dataStoreName: 'catalogue',
  createdAt: '2026-11-23T08:00:00.000Z',
  plainBytes: 1,
  storedBytes: 1,
  edges: null,
  keys: 1,
  product: 'redis',
  version: '7.0.15',
});
const group = (own: boolean, ...ids: string[]): BackupOptionGroup => ({
  dataStoreId: own ? 'dst_a' : 'dst_b',
  dataStoreName: own ? 'catalogue' : 'sessions',
  own,
  options: ids.map(option),
});

afterEach(() => vi.unstubAllGlobals());

describe('choices of the restore drawer', () => {
  it('begin with the newest backup of the store itself', () => {
    expect(presetBackup([group(true, 'new', 'old'), group(false, 'other')])?.id).toBe('new');
  });
  it('pass over safety backups while there is another one', () => {
    expect(presetBackup([group(true, 'safety', 'good', 'older')])?.id).toBe('good');
    expect(presetBackup([group(true, 'safety', 'safety-older'), group(false, 'other')])?.id).toBe('safety');
  });
  it('never begin with the backup of another store', () => {
    expect(presetBackup([group(true), group(false, 'other')])).toBeNull();
    expect(presetBackup([])).toBeNull();
  });
  it('stand in the order of their groups', () => {
    expect(optionsOf([group(true, 'a', 'b'), group(false, 'c')]).map(({ id }) => id)).toEqual([
      'a',
      'b',
      'c',
    ]);
  });
});

describe('restore queries', () => {
  it('ask for the target, the words and the pair', async () => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (path: string) => {
      asked.push(path);
      return Response.json({ groups: [], options: [] });
    });
    const client = new QueryClient();
    await client.fetchQuery(backupOptionsQuery('dst_a', 'quarter close', 'Europe/Berlin'));
    await client.fetchQuery(targetsQuery('bkp_a'));
    await client.fetchQuery(preflightQuery('bkp_a', 'dst_a'));
    expect(asked).toEqual([
      '/api/backups/options?dataStore=dst_a&search=quarter+close&timeZone=Europe%2FBerlin',
      '/api/backups/bkp_a/targets',
      '/api/restores/preflight?backup=bkp_a&dataStore=dst_a',
    ]);
  });

  it('make the checks each time and once', async () => {
    let asked = 0;
    vi.stubGlobal('fetch', async () => {
      asked += 1;
      return Response.json(
        { error: { code: 'store-timeout', message: 'It did not answer.' } },
        { status: 504 },
      );
    });
    const client = new QueryClient();
    await expect(client.fetchQuery(preflightQuery('bkp_a', 'dst_a'))).rejects.toThrow('It did not answer.');
    await expect(client.fetchQuery(preflightQuery('bkp_a', 'dst_a'))).rejects.toThrow('It did not answer.');
    expect(asked).toBe(2);
  });
});
