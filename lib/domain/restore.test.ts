import { expect, it } from 'vitest';
import { restoreOffers, wayBackOf } from './restore.ts';

type Restore = Parameters<typeof restoreOffers>[0];
const restore = (over: Partial<Restore>): Restore => ({
  status: 'completed',
  targetState: 'replaced',
  backupId: 'bkp_wanted',
  safetyBackupId: 'bkp_safety',
  wayBackId: null,
  ...over,
});
const incomplete = restore({ status: 'failed', targetState: 'incomplete' });
const LATEST = { superseded: false, safetyAvailable: true };

it.each([
  ['completed, its safety backup there', restore({}), LATEST, false, true],
  ['completed, its safety backup gone', restore({}), { ...LATEST, safetyAvailable: false }, false, false],
  ['completed without a safety backup', restore({ safetyBackupId: null }), LATEST, false, false],
  ['completed, another restore came after', restore({}), { ...LATEST, superseded: true }, false, false],
  [
    'the way back itself',
    restore({ backupId: 'bkp_safety', targetState: 'rolled back' }),
    LATEST,
    false,
    false,
  ],
  [
    'a way back with a safety backup of its own',
    restore({ targetState: 'rolled back' }),
    LATEST,
    false,
    true,
  ],
  ['failed, incomplete', incomplete, LATEST, true, true],
  ['cancelled, incomplete', restore({ status: 'cancelled', targetState: 'incomplete' }), LATEST, true, true],
  ['incomplete, no safety backup', { ...incomplete, safetyBackupId: null }, LATEST, true, false],
  ['incomplete, another restore came after', incomplete, { ...LATEST, superseded: true }, false, false],
  ['the way back itself, incomplete', { ...incomplete, backupId: 'bkp_safety' }, LATEST, true, false],
  ['failed, untouched', restore({ status: 'failed', targetState: 'untouched' }), LATEST, false, false],
  ['running', restore({ status: 'running', targetState: 'incomplete' }), LATEST, false, false],
] as const)('%s', (_name, ended, now, again, rollBack) => {
  expect(restoreOffers(ended, now)).toEqual({ again, rollBack });
});

it.each([
  ['its own', restore({}), 'bkp_safety'],
  ['of the first attempt, whatever a repeat took itself', restore({ wayBackId: 'bkp_first' }), 'bkp_first'],
  ['of a first attempt without one', restore({ safetyBackupId: null }), null],
  ['none from the way back itself', restore({ backupId: 'bkp_first', wayBackId: 'bkp_first' }), null],
])('the way back: %s', (_name, ended, id) => expect(wayBackOf(ended)).toBe(id));
