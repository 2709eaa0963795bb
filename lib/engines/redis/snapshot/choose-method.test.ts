import { describe, expect, it } from 'vitest';
import type { RedisProbe } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';
import { MAY_ALL } from '../probe/commands.fixture.ts';
import { backupRefusal } from './backup-refusal.ts';
import { chooseAfterRefusal, chooseMethod } from './choose-method.ts';

const probe = (
  more: Partial<RedisProbe> = {},
  commands: Partial<RedisProbe['commands']> = {},
): RedisProbe => ({
  product: 'redis',
  version: '7.0.15',
  topology: 'standalone',
  masterLink: null,
  databases: {},
  databaseCount: 16,
  keys: 0,
  expires: 0,
  functions: 0,
  memory: { used: 1, max: null, policy: null },
  persistence: { appendOnly: false, saving: false, loading: false },
  rdbVersion: 10,
  restoreVersions: [10],
  maxBulkBytes: 1,
  latencyMs: 1,
  ...more,
  commands: { ...MAY_ALL, ...commands },
});

describe('chooseMethod', () => {
  it.each([
    ['auto', probe(), 'replica', /single moment/],
    ['auto', probe({}, { psync: false }), 'scan', /PSYNC/],
    ['auto', probe({ product: 'dragonfly' }, { psync: true }), 'scan', /Dragonfly/],
    ['auto', probe({ product: 'keydb' }), 'replica', /KeyDB/],
    ['scan', probe(), 'scan', /asked for/],
    ['replica', probe(), 'replica', /asked for/],
  ] as const)('%s', (wanted, found, method, reason) => {
    expect(chooseMethod(found, wanted)).toMatchObject({ method, reason: expect.stringMatching(reason) });
  });

  it.each([
    ['replica', probe({ product: 'dragonfly' }), 'store-unsupported'],
    ['replica', probe({}, { psync: false }), 'store-permission'],
    ['scan', probe({}, { dump: false }), 'store-permission'],
    ['auto', probe({}, { psync: false, scan: false }), 'store-permission'],
  ] as const)('%s where it cannot be', (wanted, found, code) => {
    expect(() => chooseMethod(found, wanted)).toThrow(expect.objectContaining({ code }));
  });

  it('goes on after a refusal, and says so', () => {
    const refusal = new AmberError('store-permission', 'Not you.');
    expect(chooseAfterRefusal(probe(), refusal)).toMatchObject({
      method: 'scan',
      reason: expect.stringMatching(/Not you/),
    });
    expect(() => chooseAfterRefusal(probe({}, { scan: false }), refusal)).toThrow(/SCAN/);
  });
});

describe('backupRefusal', () => {
  it.each([
    [probe(), null],
    [probe({ topology: 'replica', masterLink: 'up' }), null],
    [probe({ topology: 'replica', masterLink: 'down' }), /lost its master/],
    [probe({ topology: 'replica', masterLink: 'syncing' }), /synchronised/],
    [probe({ topology: 'sentinel' }), /Sentinel/],
    [probe({ topology: 'cluster', product: 'valkey' }), /Valkey Cluster/],
    [probe({ persistence: { appendOnly: false, saving: false, loading: true } }), /loading/],
  ])('case %#', (found, words) => {
    if (words === null) expect(backupRefusal(found)).toBeNull();
    else expect(backupRefusal(found)).toMatch(words);
  });
});
