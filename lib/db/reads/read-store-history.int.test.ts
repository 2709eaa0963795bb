import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type DataStoreId, newBackupId, newOperationId } from '#lib/domain/ids';
import { lastGoodBackups } from '#lib/domain/retention/decide-fates';
import { type Installation, OWNER, startInstallation } from '../../../e2e/faults/installation.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let amber: Installation;
let store: string;
beforeAll(async () => {
  amber = await startInstallation();
  store = await amber.addStore(1, 'catalogue');
});
afterAll(() => amber.stop());

const HOUR = 3_600_000;
/** Noon of today, or of that many days ago, in UTC. */
const noon = (daysAgo: number, hours = 0): Date =>
  new Date(Math.floor(Date.now() / (24 * HOUR)) * 24 * HOUR + (12 + hours - 24 * daysAgo) * HOUR);

type Made = { at: Date; status?: string; trigger?: string; bytes?: bigint | null; seconds?: number };
const backup = async ({ at, status = 'available', trigger = 'manual', bytes = 10n, seconds = 2 }: Made) => {
  const made = await amber.db.backup.create({
    data: {
      id: newBackupId(),
      dataStoreId: store,
      dataStoreName: 'catalogue',
      engine: 'redis',
      trigger,
      description: 'a backup',
      status,
      createdAt: at,
      startedAt: bytes === null ? null : at,
      finishedAt: new Date(at.getTime() + seconds * 1000),
      storedBytes: bytes,
    },
  });
  return made.id;
};
const slot = (nominalAt: Date, outcome: string, backupId: string | null = null) =>
  amber.db.slot.create({
    data: {
      id: newOperationId(),
      dataStoreId: store,
      dataStoreName: 'catalogue',
      nominalAt,
      outcome,
      backupId,
      timeZone: 'UTC',
    },
  });
const history = async () => (await amber.web.findStoreHistory(OWNER, { id: store })).days;
const dayAgo = async (days: number) => (await history()).at(-1 - days)!;

it('is empty for a new store', async () => {
  const days = await history();
  expect(days).toHaveLength(90);
  expect(days.every(({ taken, oldestSeconds }) => taken === 0 && oldestSeconds === null)).toBe(true);
});

it('sums up the backups of a day: the good ones, whether their files are still there or not', async () => {
  await backup({ at: noon(5), bytes: 30n, seconds: 1 });
  await backup({ at: noon(5, 3), bytes: 20n, seconds: 9, status: 'deleted' });
  await backup({ at: noon(5, 4), bytes: null, status: 'failed' });
  await backup({ at: noon(5, 5), bytes: null, status: 'deleted' });
  await backup({ at: noon(5, 6), bytes: 99n, trigger: 'safety' });
  expect(await dayAgo(5)).toMatchObject({
    taken: 2,
    failed: 1,
    largestBytes: 30,
    longestSeconds: 9,
    oldestSeconds: 9 * 3600,
  });
  expect(await dayAgo(6)).toMatchObject({ taken: 0, oldestSeconds: null });
  expect(await dayAgo(4)).toMatchObject({ taken: 0, oldestSeconds: 33 * 3600 });
});

it('remembers the last good one from before the first day', async () => {
  await backup({ at: noon(100) });
  await backup({ at: noon(99), bytes: null, status: 'failed' });
  expect((await dayAgo(89)).oldestSeconds).toBe((11 * 24 + 12) * 3600);
});

it('counts what became of each slot, that of a forgotten failure too', async () => {
  await slot(noon(3, 0), 'backup', await backup({ at: noon(3) }));
  await slot(noon(3, 1), 'backup', await backup({ at: noon(3, 1), bytes: null, status: 'failed' }));
  await slot(noon(3, 2), 'backup', newBackupId());
  await slot(noon(3, 3), 'backup', await backup({ at: noon(3, 3), bytes: null, status: 'running' }));
  await slot(noon(3, 4), 'skipped');
  await slot(noon(3, 5), 'missed');
  expect((await dayAgo(3)).slots).toEqual({ available: 1, failed: 2, skipped: 1, missed: 1 });
});

it('holds a damaged one for no good one, as the figures and the retention do', async () => {
  const at = noon(2, -3);
  const good = await backup({ at });
  const damaged = await backup({ at: noon(2), bytes: 500n, seconds: 500, status: 'damaged' });
  await slot(noon(2), 'backup', damaged);
  await amber.db.dataStore.update({ where: { id: store }, data: { status: 'active' } });
  expect(await dayAgo(2)).toMatchObject({
    taken: 1,
    largestBytes: 10,
    longestSeconds: 2,
    slots: { available: 0, failed: 1, skipped: 0, missed: 0 },
  });
  expect((await dayAgo(1)).oldestSeconds).toBe((24 + 15) * 3600);
  const { atRisk, backups } = await amber.web.findBackupFigures(OWNER);
  expect(atRisk?.since).toBe(at.toISOString());
  expect(backups).toBe(await amber.db.backup.count({ where: { status: 'available' } }));
  const retained = await amber.catalogue.backups.retained(store as DataStoreId);
  expect([...lastGoodBackups(retained)]).toEqual([good]);
  const { rows } = await amber.web.listBackups(OWNER, { dataStore: store });
  expect(rows.filter(({ lastGood }) => lastGood).map(({ id }) => id)).toEqual([good]);
  await amber.db.backup.deleteMany({ where: { id: { in: [good, damaged] } } });
});

it('has its days on the clocks of the schedule', async () => {
  await amber.db.policy.create({
    data: {
      dataStoreId: store,
      enabled: false,
      days: [1],
      hours: [3],
      timeZone: 'Pacific/Kiritimati',
      retentionDays: 7,
    },
  });
  const { timeZone, days } = await amber.web.findStoreHistory(OWNER, { id: store });
  expect(timeZone).toBe('Pacific/Kiritimati');
  expect(new Date(days[0]!.until).getUTCHours()).toBe(10);
});

it('knows no store that is not there', async () => {
  await expect(amber.web.findStoreHistory(OWNER, { id: 'dst_nowhere99999' })).rejects.toMatchObject({
    code: 'not-found',
  });
});
