import { expect, it } from 'vitest';
import { type Actor, ROLES } from '#lib/domain/roles';
import { findInstallation } from './find-installation.ts';

const viewer: Actor = { userId: 'v', name: 'V', email: 'v@example.org', role: ROLES[0] };
const OK = { database: 'ok', storage: 'ok', worker: 'ok' };
const SECOND = 1000;

/** `looks`: when it is looked, in milliseconds; gives what the last look found. */
const installation =
  (checks: Record<string, string>, { freeBytes = 1e12, looks = [0] } = {}) =>
  async (actor: Actor | null) => {
    const times = [...looks];
    const find = findInstallation({
      readiness: async () => ({ ready: false, missing: [], checks }),
      views: {
        nextRound: async () => [
          { dataStoreName: 'orders', last: { storedBytes: 5e9, usedMemory: null }, usedMemory: null },
        ],
      },
      storage: { room: async () => ({ freeBytes, totalBytes: 2e12 }) },
      elapsedMs: () => times.shift()!,
    });
    for (const _ of looks.slice(1)) await find(actor);
    return await find(actor);
  };
const FINE = { ok: true, reason: null };
const ENOUGH = { ...FINE, level: 'enough' };

it('is well when nothing is missing', async () => {
  expect(await installation(OK)(viewer)).toEqual({
    storage: FINE,
    space: ENOUGH,
    worker: FINE,
    unsure: false,
  });
});

it('says what is missing, and what waits for it', async () => {
  const checks = { storage: 'The storage is not at /backups.', worker: 'no worker is running' };
  const looks = [0, 4 * SECOND, 8 * SECOND, 12 * SECOND];
  expect(await installation(checks, { freeBytes: 0, looks })(viewer)).toEqual({
    space: ENOUGH,
    storage: {
      ok: false,
      reason: 'The storage is not at /backups. Backups and restores wait until it is back.',
    },
    worker: {
      ok: false,
      reason: 'No worker is running. Backups, restores and schedules wait until one is started.',
    },
    unsure: false,
  });
});

it('does not take a worker for gone that may only have waited for the database', async () => {
  const checks = { ...OK, worker: 'no worker is running' };
  for (const looks of [[0], [0, 4 * SECOND], [0, 90 * SECOND]])
    expect(await installation(checks, { looks })(viewer)).toMatchObject({ worker: FINE, unsure: true });
});

it('says when the next backups will not fit', async () => {
  expect((await installation(OK, { freeBytes: 4e9 })(viewer)).space).toEqual({
    ok: false,
    level: 'full',
    reason: '4 GB are free, and the next backup of orders (about 5 GB) does not fit.',
  });
});

it('is told to nobody who is not signed in', async () => {
  await expect(installation({})(null)).rejects.toMatchObject({ code: 'unauthenticated' });
});
