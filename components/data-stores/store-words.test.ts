import { describe, expect, it } from 'vitest';
import { lastBackupOf, overdueWords, serverName, tlsWords } from './store-words.ts';

const still = { moving: null, lastBackupAt: null, lastFailure: null, nextBackup: null };
const at = '2026-11-23T06:00:00Z';
const moving = (state: 'pending' | 'running', percent: number | null) => ({
  ...still,
  moving: { operationId: 'x', kind: 'backup' as const, state, reason: null, percent, step: null },
});

const failedSince = {
  ...still,
  lastBackupAt: at,
  lastFailure: { at: '2026-11-23T07:00:00Z', reason: 'Refused' },
};

describe('lastBackupOf', () => {
  it.each([
    ['never', still, 'idle', 'None yet'],
    ['waiting', moving('pending', null), 'busy', 'Pending'],
    ['running, unknown how far', moving('running', null), 'busy', 'Running'],
    ['running', moving('running', 62.9), 'busy', 'Running 62 %'],
    ['good', { ...still, lastBackupAt: at }, 'good', '%'],
    [
      'good, but the next is overdue',
      { ...still, lastBackupAt: at, nextBackup: { at, overdue: true } },
      'warn',
      '%',
    ],
    ['failed since', failedSince, 'warn', '%'],
    ['failed, and none is good', { ...failedSince, lastBackupAt: null }, 'bad', 'None yet'],
  ])('%s', (_name, row, tone, words) => expect(lastBackupOf(row)).toMatchObject({ tone, words }));

  it('keeps the age of the last good one beside the failure, and the failure beside it', () => {
    expect(lastBackupOf(failedSince)).toMatchObject({
      at,
      note: { tone: 'bad', words: 'Failed %', at: '2026-11-23T07:00:00Z', reason: 'Refused' },
    });
  });
  it('keeps the age of the last good one in sight while the next is taken', () => {
    expect(lastBackupOf({ ...moving('running', 5), lastBackupAt: at }).note).toMatchObject({
      words: 'last good %',
      at,
    });
    expect(lastBackupOf(moving('running', 5)).note).toBeNull();
  });
});

describe('words', () => {
  it('say how long a backup is overdue', () => {
    expect(overdueWords(at, Date.parse('2026-11-23T08:10:00Z'))).toBe('Overdue 2 h');
    expect(overdueWords(at, Date.parse('2026-11-23T05:10:00Z'))).toBe('Overdue 0 s');
  });
  it('name the server, or its family', () => {
    expect(serverName({ product: 'redis', version: '7.2.5', engine: 'redis' })).toBe('Redis 7.2.5');
    expect(serverName({ product: null, version: null, engine: 'redis' })).toBe('Redis family');
  });
  it('sum up TLS', () => {
    expect(tlsWords(null)).toBe('off');
    const none = { ca: null, serverName: null, clientCertificate: null, hasClientKey: false };
    expect(tlsWords(none)).toBe('on, system certificates');
    expect(tlsWords({ ...none, ca: 'PEM', serverName: 'cache', clientCertificate: 'PEM' })).toBe(
      'on, own CA, as cache, client certificate',
    );
  });
});
