import { expect, it } from 'vitest';
import { type Actor, ROLES } from '#lib/domain/roles';
import { findInstallation } from './find-installation.ts';

const viewer: Actor = { userId: 'v', name: 'V', email: 'v@example.org', role: ROLES[0] };
const installation = (checks: Record<string, string>, freeBytes: number | null = null) =>
  findInstallation({
    readiness: async () => ({ ready: false, missing: [], checks }),
    views: { nextRoundBytes: async () => 5e9 },
    storage: { freeBytes: async () => freeBytes },
  });
const FINE = { ok: true, reason: null };

it('is well when nothing is missing', async () => {
  expect(await installation({ database: 'ok', storage: 'ok', worker: 'ok' })(viewer)).toEqual({
    storage: FINE,
    space: FINE,
    worker: FINE,
  });
});

it('says what is missing, and what waits for it', async () => {
  const checks = { storage: 'The storage is not at /backups.', worker: 'no worker is running' };
  expect(await installation(checks, 0)(viewer)).toEqual({
    space: FINE,
    storage: {
      ok: false,
      reason: 'The storage is not at /backups. Backups and restores wait until it is back.',
    },
    worker: {
      ok: false,
      reason: 'No worker is running. Backups, restores and schedules wait until one is started.',
    },
  });
});

it('says when the next backups will not fit', async () => {
  const { space } = await installation({ database: 'ok', storage: 'ok', worker: 'ok' }, 4e9)(viewer);
  expect(space).toMatchObject({ ok: false, reason: expect.stringContaining('4 GB are free') });
});

it('is told to nobody who is not signed in', async () => {
  await expect(installation({})(null)).rejects.toMatchObject({ code: 'unauthenticated' });
});
