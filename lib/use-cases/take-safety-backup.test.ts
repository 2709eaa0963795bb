import { expect, it } from 'vitest';
import type { Endpoint } from '#lib/domain/data-store';
import { newBackupId, newOperationId } from '#lib/domain/ids';
import type { Run } from '#lib/domain/operation';
import type { BackupRecord, Catalogue, RestoreRecord } from '#lib/domain/ports/catalogue';
import { safetySpace, takeSafetyBackup } from './take-safety-backup.ts';

type SafetyPorts = Parameters<typeof takeSafetyBackup>[0];

/** Of ports that are not to be used at all: every look at one is a failure. */
const never = new Proxy({} as never, {
  get: (_, name) => {
    throw new Error(`asked for ${String(name)}`);
  },
});
const unused = { engine: never, artefacts: never, scratch: '', context: { catalogue: never } } as never;
const restoreOf = (about: Partial<RestoreRecord>): RestoreRecord =>
  ({ withSafety: true, touchedAt: null, safetyBackupId: newBackupId(), ...about }) as RestoreRecord;

const take = async (ports: SafetyPorts, restore: RestoreRecord): Promise<string[]> => {
  const lines: string[] = [];
  const run: Run = {
    signal: AbortSignal.abort(),
    progress: () => {},
    log: (line) => lines.push(line),
  };
  const attempt = { operationId: newOperationId(), attempt: 2, written: async () => {} };
  await takeSafetyBackup(ports, { restore, endpoint: { engine: 'redis' } as Endpoint }, attempt, run, () => {
    throw new Error('a snapshot was taken');
  });
  return lines;
};

it.each([
  ['the target was touched', { touchedAt: new Date(0) }],
  ['the target was touched before there was one', { touchedAt: new Date(0), safetyBackupId: null }],
  ['it was switched off', { withSafety: false, safetyBackupId: null }],
] as const)('takes none, and asks for no room, when %s', async (_, about) => {
  expect(await take(unused, restoreOf(about))).toEqual([]);
  expect(await safetySpace(unused, restoreOf(about), { memory: { used: 1 } } as never)).toEqual([]);
});

/** A database whose clock stands where no worker's does, with a safety backup that another worker finished. */
const withSafetyBackup = (minutesOld: number): SafetyPorts => {
  const now = new Date('2001-01-01T12:00:00Z');
  const finishedAt = new Date(now.getTime() - minutesOld * 60_000);
  const backup = { id: newBackupId(), status: 'available', finishedAt } as BackupRecord;
  const catalogue = {
    operations: { fence: async () => {} },
    restores: { find: async () => ({ safetyBackupId: backup.id }) },
    backups: { find: async () => backup },
    now: async () => now,
    transaction: async (work: (tx: Catalogue) => unknown) => await work(catalogue),
  } as unknown as Catalogue;
  return { context: { catalogue } } as SafetyPorts;
};

it('uses the one of an earlier attempt, whatever the clock of this worker says', async () => {
  expect(await take(withSafetyBackup(10), restoreOf({}))).toEqual([expect.stringMatching(/is used\.$/)]);
});

it('refuses one that is older than ten minutes', async () => {
  await expect(take(withSafetyBackup(10.1), restoreOf({}))).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/Nothing was touched/),
  });
});
