import { expect, it } from 'vitest';
import { type Actor, ROLES } from '#lib/domain/roles';
import { findInstallation } from './find-installation.ts';

const viewer: Actor = { userId: 'v', name: 'V', email: 'v@example.org', role: ROLES[0] };
const installation = (checks: Record<string, string>) =>
  findInstallation({ readiness: async () => ({ ready: false, missing: [], checks }) });

it('is well when nothing is missing', async () => {
  expect(await installation({ database: 'ok', storage: 'ok', worker: 'ok' })(viewer)).toEqual({
    storage: { ok: true, reason: null },
    worker: { ok: true, reason: null },
  });
});

it('says what is missing, and what waits for it', async () => {
  const checks = { storage: 'The storage is not at /backups.', worker: 'no worker is running' };
  expect(await installation(checks)(viewer)).toEqual({
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

it('is told to nobody who is not signed in', async () => {
  await expect(installation({})(null)).rejects.toMatchObject({ code: 'unauthenticated' });
});
