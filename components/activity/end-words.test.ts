import { describe, expect, it } from 'vitest';
import { endWords } from './end-words.ts';

const row = {
  kind: 'backup',
  state: 'completed',
  summary: '3 keys · 1.2 kB · 0.4 s',
  reason: null,
  dataStoreId: 'dst_seen',
  dataStoreName: 'orders',
  restore: null,
} as const;
const restored = (targetState: 'untouched' | 'incomplete' | 'replaced') =>
  ({
    ...row,
    kind: 'restore',
    summary: null,
    restore: { id: 'r', targetState, cleared: true, notes: [], again: false, rollBack: false },
  }) as Parameters<typeof endWords>[0];

describe('how an operation ended', () => {
  it.each([
    [row, 'good', 'The backup of orders is available: 3 keys · 1.2 kB · 0.4 s'],
    [
      { ...row, state: 'failed', summary: null, reason: 'It does not answer.' },
      'bad',
      'The backup of orders failed: It does not answer.',
    ],
    [{ ...row, state: 'cancelled' }, 'good', 'The backup of orders was cancelled.'],
    [
      { ...row, kind: 'verification', summary: '17 MB read, complete and unchanged' },
      'good',
      'A backup of orders is verified: 17 MB read, complete and unchanged',
    ],
    [restored('replaced'), 'good', 'The restore into orders is complete'],
    [{ ...restored('untouched'), state: 'cancelled' }, 'good', 'The restore into orders was cancelled.'],
    [
      { ...restored('incomplete'), state: 'cancelled' },
      'bad',
      'The restore into orders was cancelled and left it incomplete.',
    ],
    [
      { ...restored('incomplete'), state: 'failed', reason: 'It ran out of memory.' },
      'bad',
      'The restore into orders failed and left it incomplete: It ran out of memory.',
    ],
  ] as const)('%#', (ended, tone, text) => {
    expect(endWords(ended as Parameters<typeof endWords>[0])).toMatchObject({ tone, text });
  });

  it('points to where it can be seen, of a store that is gone too', () => {
    expect(endWords(row).href).toBe('/data-stores/dst_seen/backups');
    expect(endWords(restored('replaced')).href).toBe('/data-stores/dst_seen');
    expect(endWords({ ...row, dataStoreId: null }).href).toBe('/activity?kind=backup');
  });
});
