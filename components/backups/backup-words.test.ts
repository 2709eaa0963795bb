import { describe, expect, it } from 'vitest';
import type { Tier } from '#lib/domain/backup';
import { endedWord, expiryWords, keptWords, kindOf, methodWords } from './backup-words.ts';

const now = Date.parse('2026-11-23T08:00:00Z');
const kept = {
  status: 'available',
  pinned: false,
  expiresAt: '2026-12-23T08:00:00Z',
  lastGood: false,
  tiers: [] as Tier[],
  onDemandKept: null,
} as const;

const onDemand = { ...kept, tiers: ['on-demand'] as Tier[], expiresAt: null };

describe('expiry in words', () => {
  it.each([
    [kept, 'in 30 days', false],
    [{ ...kept, lastGood: true }, 'in 30 days', true],
    [{ ...kept, pinned: true, expiresAt: null }, 'Kept forever', true],
    [{ ...kept, expiresAt: '2026-11-22T08:00:00Z', lastGood: true }, 'Kept as the last good one', true],
    [{ ...kept, expiresAt: '2026-11-22T08:00:00Z' }, 'due', true],
    [{ ...kept, status: 'failed' as const, expiresAt: null }, '—', false],
    [{ ...kept, status: 'deleting' as const }, 'now', false],
    [{ ...kept, tiers: ['daily'] }, 'in 30 days', false],
    [{ ...kept, tiers: ['daily', 'weekly'] }, 'in 30 days', true],
    [{ ...onDemand, onDemandKept: 1 }, 'When the next one is available', true],
    [{ ...onDemand, onDemandKept: 3 }, 'When 3 newer ones are available', true],
    [onDemand, 'Kept until deleted', true],
    [{ ...onDemand, status: 'running' as const }, '—', false],
  ] as const)('%j: %s', (backup, words, hinted) => {
    const expiry = expiryWords({ ...backup, tiers: [...backup.tiers] }, now);
    expect(expiry.words).toBe(words);
    expect(expiry.hint !== null).toBe(hinted);
  });

  it('gives the date of an opened backup', () => {
    expect(keptWords(kept, 'UTC', now)).toBe('Kept until 23 December 2026');
    expect(keptWords({ ...kept, pinned: true }, 'UTC', now)).toBe('Kept forever');
    expect(keptWords({ ...kept, tiers: ['weekly'] }, 'UTC', now)).toBe(
      'Kept until 23 December 2026, as a weekly backup',
    );
    expect(keptWords({ ...kept, tiers: ['daily', 'monthly'] }, 'UTC', now)).toBe(
      'Kept until 23 December 2026, when the last of its tiers lets it go',
    );
    expect(keptWords({ ...onDemand, onDemandKept: 1 }, 'UTC', now)).toBe(
      'Goes when the next one is available',
    );
    expect(keptWords({ ...kept, lastGood: true }, 'UTC', now)).toMatch(
      /longer while it is the last good one$/,
    );
  });
});

it.each([
  ['failed', null, 'Failed'],
  ['cancelled', null, 'Cancelled'],
  ['running', null, null],
  ['available', 'point-in-time', null],
  ['available', 'fuzzy', 'Read until'],
  ['damaged', 'fuzzy', 'Read until'],
] as const)('the end of one that is %s (%s): %s', (status, consistency, word) =>
  expect(endedWord({ status, consistency })).toBe(word),
);

describe('kindOf', () => {
  it.each([
    ['manual', [], 'On-demand'],
    ['schedule', [], 'Scheduled'],
    ['safety', [], 'Safety'],
    ['import', [], 'Imported'],
    ['schedule', ['daily', 'weekly'], 'Daily, weekly'],
    ['manual', ['on-demand'], 'On-demand'],
  ] as const)('%s %j is %s', (trigger, tiers, kind) =>
    expect(kindOf({ trigger, tiers: [...tiers] })).toBe(kind),
  );
});

describe('methodWords', () => {
  it.each([
    ['replica', 'point-in-time', 'Replica, point in time'],
    ['scan', 'fuzzy', 'Scan, each key at its own moment'],
    ['cursor', 'fuzzy', 'Cursor, each vertex at its own moment'],
    ['scan', null, 'Scan'],
    [null, null, null],
  ] as const)('%s %s: %s', (method, consistency, words) =>
    expect(methodWords(method, consistency)).toBe(words),
  );
});
