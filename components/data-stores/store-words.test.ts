import { describe, expect, it } from 'vitest';
import { lastBackupOf, overdueWords, serverName, tlsWords } from './store-words.ts';

const still = { moving: null, lastBackupAt: null, lastFailure: null, nextBackup: null };
const at = '2026-11-23T06:00:00Z';
const moving = (state: 'pending' | 'running', percent: number | null) => ({
  ...still,
  moving: { operationId: 'x', kind: 'backup' as const, state, percent },
});

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
    [
      'failed since',
      { ...still, lastBackupAt: at, lastFailure: { at, reason: 'Refused' } },
      'bad',
      'Failed %',
    ],
  ])('%s', (_name, row, tone, words) => expect(lastBackupOf(row)).toMatchObject({ tone, words }));
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
