import { QueryClient } from '@tanstack/react-query';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { BackupPage, BackupRow } from '#lib/domain/views/backup-view';
import { backupKeys, backupListQuery, movesOn, withDeleting, withPinned } from './backup-queries.ts';

const backupRow = (change: Partial<BackupRow> = {}): BackupRow => ({
  id: 'bkp_aaaaaaaaaaaa',
  description: 'Before the 4.2 migration',
  dataStoreId: 'dst_aaaaaaaaaaaa',
  dataStoreName: 'catalogue',
  dataStoreExists: true,
  engine: 'redis',
  trigger: 'manual',
  tiers: [],
  onDemandKept: null,
  status: 'available',
  reason: null,
  storedBytes: 41_200_000,
  plainBytes: 134_000_000,
  keys: 629_214,
  edges: null,
  createdAt: '2026-11-23T07:48:00.000Z',
  finishedAt: '2026-11-23T07:48:02.000Z',
  expiresAt: '2026-12-23T07:48:00.000Z',
  pinned: false,
  lastGood: true,
  operationId: null,
  progress: null,
  product: 'redis',
  version: '7.2.5',
  method: 'replica',
  consistency: 'point-in-time',
  sha256: null,
  retry: null,
  verification: null,
  fileName: null,
  ...change,
});

const page = (...rows: BackupRow[]): BackupPage => ({
  rows,
  next: null,
  previous: null,
  total: rows.length,
  moving: false,
});

afterEach(() => vi.unstubAllGlobals());

const answers = (status: number, body: unknown): string[] => {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    return new Response(JSON.stringify(body), { status });
  });
  return asked;
};

describe('backupListQuery', () => {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });

  it('asks for the filter and keeps the answer under it', async () => {
    const asked = answers(200, page(backupRow()));
    const filter = { search: 'a&b', status: 'failed' } as const;
    const data = await client.fetchQuery(backupListQuery(filter));
    expect(asked).toEqual(['/api/backups?search=a%26b&status=failed']);
    expect(client.getQueryData(backupKeys.list(filter))).toEqual(data);
  });

  it('fails with the words of the server', async () => {
    answers(403, { error: { code: 'forbidden', message: 'Your role does not allow this.' } });
    await expect(client.fetchQuery(backupListQuery({ status: 'running' }))).rejects.toMatchObject({
      code: 'forbidden',
      status: 403,
      message: 'Your role does not allow this.',
    });
  });

  it('fails in words when what answers is not Amber', async () => {
    vi.stubGlobal('fetch', async () => new Response('<html>', { status: 502 }));
    await expect(client.fetchQuery(backupListQuery({ status: 'pending' }))).rejects.toThrow(
      'Amber answered 502.',
    );
    vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(client.fetchQuery(backupListQuery({ cursor: 'x' }))).rejects.toThrow(
      'Amber does not answer',
    );
  });
});

describe('cache transforms', () => {
  const other = backupRow({ id: 'bkp_bbbbbbbbbbbb' });
  it.each(['pending', 'running', 'deleting'] as const)('%s moves by itself', (status) => {
    expect(movesOn(page(other, backupRow({ status })))).toBe(true);
  });
  it.each(['available', 'failed', 'damaged', 'cancelled'] as const)('%s does not', (status) => {
    expect(movesOn(page(backupRow({ status })))).toBe(false);
    expect(movesOn(undefined)).toBe(false);
  });
  it('watches a verification of what is available', () => {
    expect(movesOn(page(backupRow({ operationId: 'a' })))).toBe(true);
  });
  it('pins one row and no other', () => {
    const [first, second] = withPinned(page(backupRow(), other), 'bkp_aaaaaaaaaaaa', true).rows;
    expect(first).toMatchObject({ pinned: true, expiresAt: null });
    expect(second).toBe(other);
  });
  it('shows a deletion before it is through', () => {
    const [row] = withDeleting(page(backupRow()), 'bkp_aaaaaaaaaaaa').rows;
    expect(row).toMatchObject({ status: 'deleting', lastGood: false });
  });
});
