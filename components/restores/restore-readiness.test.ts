import { describe, expect, it } from 'vitest';
import type { PreflightView } from '#lib/domain/views/restore-view';
import { lossWords } from './caution-words.ts';
import { readiness } from './restore-readiness.ts';

const preflight: PreflightView = {
  checks: [],
  lost: { keys: 629_988, databases: 2, functions: 0 },
  brought: { keys: 629_214, databases: 2, functions: 0 },
  backup: { id: 'bkp_a', description: 'x', createdAt: '', plainBytes: 1, storedBytes: 1 },
  target: { id: 'dst_a', name: 'catalogue', product: 'redis', version: '7.2.5' },
  allowed: true,
  checkedAt: '',
};
const chosen = { backupId: 'bkp_a', dataStoreId: 'dst_a', preflight, safetyBackup: true, confirmation: '' };

describe('readiness', () => {
  it('is there with a preflight that refuses nothing', () =>
    expect(readiness(chosen)).toEqual({ ready: true }));
  it.each([
    [{ backupId: null }, 'backup'],
    [{ dataStoreId: null }, 'data-store'],
    [{ preflight: null }, 'preflight'],
    // The answer to an earlier choice must never open the button.
    [{ backupId: 'bkp_b' }, 'preflight'],
    [{ dataStoreId: 'dst_b' }, 'preflight'],
    [{ preflight: { ...preflight, allowed: false } }, 'permission-of-preflight'],
    [{ safetyBackup: false }, 'confirmation'],
    [{ safetyBackup: false, confirmation: 'catalog' }, 'confirmation'],
  ])('%j waits for %s', (change, missing) => {
    expect(readiness({ ...chosen, ...change })).toEqual({ ready: false, missing });
  });
  it('takes the name of the store instead of a safety backup', () => {
    expect(readiness({ ...chosen, safetyBackup: false, confirmation: ' catalogue ' })).toEqual({
      ready: true,
    });
  });
});

describe('lossWords', () => {
  const counts = (keys: number, databases = 1, functions = 0) => ({ keys, databases, functions });
  it.each([
    [
      counts(629_988, 2),
      counts(629_214, 2),
      '629,988 keys in 2 databases are replaced by the 629,214 of the backup.',
    ],
    [counts(1), counts(3), '1 key is replaced by the 3 of the backup.'],
    [counts(0, 0), counts(3), 'It is empty now. The backup brings 3 keys.'],
    [counts(5), counts(0, 0), '5 keys would go, and the backup is empty.'],
    [
      counts(5, 1, 1),
      counts(4, 1, 2),
      '5 keys and 1 function library are replaced by the 4 keys and 2 function libraries of the backup.',
    ],
  ])('%j by %j: %s', (lost, brought, words) => expect(lossWords({ lost, brought })).toBe(words));
});
