import { expect, it } from 'vitest';
import type { BackupStatus } from '#lib/domain/backup';
import type { Artefacts } from '#lib/domain/ports/artefacts';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { sweepStorage } from './sweep-storage.ts';

const REF = { dataStoreId: 'dst_aaaaaaaaaaaa', backupId: 'bkp_aaaaaaaaaaaaaa' } as const;
const FAILED = { id: 'bkp_bbbbbbbbbbbbbb', dataStoreId: REF.dataStoreId } as const;

/** Sweeps a storage with one staged artefact, of attempt 2. */
const sweep = async (status: BackupStatus | null, attempt: number | null) => {
  const removed: unknown[] = [];
  let live: boolean | undefined;
  const artefacts: Pick<Artefacts, 'sweep' | 'remove'> = {
    sweep: async (isLive) => {
      live = await isLive(REF, 2);
      return live ? 0 : 1;
    },
    remove: async (ref) => void removed.push(ref),
  };
  const catalogue = {
    now: async () => new Date(),
    backups: {
      find: async () => (status === null ? null : { status }),
      unsuccessfulSince: async () => [FAILED],
    },
    operations: { findByBackup: async () => (attempt === null ? null : { attempt }) },
  } as unknown as Catalogue;
  await sweepStorage({ catalogue, artefacts: artefacts as Artefacts });
  return { live, removed };
};

it.each<[string, BackupStatus | null, number | null, boolean]>([
  ['the attempt that runs', 'running', 2, true],
  ['the attempt that is handed back', 'pending', 2, true],
  ['an earlier attempt than the one that runs', 'running', 3, false],
  ['a safety backup, whose operation is its restore', 'running', null, true],
  ['a backup that failed', 'failed', 2, false],
  ['a backup that was cancelled', 'cancelled', 2, false],
  ['a backup that is there already', 'available', 2, false],
  ['a backup that nobody knows', null, null, false],
])('what is staged by %s', async (_, status, attempt, stays) => {
  expect((await sweep(status, attempt)).live).toBe(stays);
});

it('removes what was published for a backup that did not succeed', async () => {
  const { removed } = await sweep('running', 2);
  expect(removed).toEqual([{ dataStoreId: FAILED.dataStoreId, backupId: FAILED.id }]);
});
