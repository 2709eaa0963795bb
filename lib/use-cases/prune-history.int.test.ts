import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { newOperationId } from '#lib/domain/ids';
import { type Installation, startInstallation } from '../../e2e/faults/installation.ts';
import { pruneHistory } from './prune-history.ts';

let amber: Installation;
beforeAll(async () => {
  amber = await startInstallation();
});
afterAll(() => amber.stop());
beforeEach(async () => {
  await amber.db.operation.deleteMany();
  await amber.db.restore.deleteMany();
  await amber.db.slot.deleteMany();
});

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
const STORE = { dataStoreId: 'dst_aaaaaaaaaaaa', dataStoreName: 'orders' };

/** An operation with two lines of log; `ended` days ago, null: not yet. */
const operation = async (
  kind: string,
  state: string,
  ended: number | null,
  restoreId: string | null = null,
) => {
  const id = newOperationId();
  await amber.db.operation.create({
    data: {
      ...STORE,
      id,
      kind,
      state,
      restoreId,
      subject: id,
      createdAt: daysAgo(200),
      finishedAt: ended === null ? null : daysAgo(ended),
      log: { create: [{ text: 'begins' }, { text: 'ends' }] },
    },
  });
  return id;
};

type Restored = { id: string; days: number; status?: string; targetState?: string; dataStoreId?: string };
const restore = async ({ id, days, status = 'completed', targetState = 'replaced', ...store }: Restored) => {
  await amber.db.restore.create({
    data: {
      ...STORE,
      ...store,
      id,
      backupId: 'bkp_a',
      withSafety: true,
      status,
      targetState,
      createdAt: daysAgo(days),
      finishedAt: daysAgo(days),
    },
  });
  await operation('restore', status, days, id);
};
const prune = async () => {
  while (await pruneHistory(amber, 3));
};
const restoresLeft = async () =>
  (await amber.db.restore.findMany({ orderBy: { id: 'asc' } })).map(({ id }) => id);

it('forgets what ended 90 days ago, with its log, and nothing that moves', async () => {
  for (const kind of ['backup', 'verification', 'deletion']) {
    for (const state of ['completed', 'failed', 'cancelled']) await operation(kind, state, 91);
  }
  const kept = [
    await operation('backup', 'completed', 89),
    await operation('backup', 'pending', null),
    await operation('deletion', 'running', null),
  ];
  await prune();
  const left = await amber.db.operation.findMany({ select: { id: true } });
  expect(left.map(({ id }) => id).sort()).toEqual(kept.sort());
  expect(await amber.db.operationLog.count()).toBe(2 * kept.length);
});

it('keeps the restore that nothing followed, and what only failed after it', async () => {
  await restore({ id: 'rst_1', days: 150 });
  await restore({ id: 'rst_2', days: 140, status: 'failed', targetState: 'incomplete' });
  await restore({ id: 'rst_3', days: 130, status: 'failed', targetState: 'incomplete' });
  await restore({ id: 'rst_4', days: 120, status: 'failed', targetState: 'untouched' });
  await restore({ id: 'rst_5', days: 150, dataStoreId: 'dst_bbbbbbbbbbbb' });
  await prune();
  expect(await restoresLeft()).toEqual(['rst_3', 'rst_4', 'rst_5']);
  expect(await amber.db.operation.count({ where: { kind: 'restore' } })).toBe(3);
});

it('keeps restores of the last 90 days', async () => {
  await restore({ id: 'rst_1', days: 89 });
  await restore({ id: 'rst_2', days: 1 });
  await prune();
  expect(await restoresLeft()).toEqual(['rst_1', 'rst_2']);
});

it('keeps the slots of the calendar', async () => {
  const slot = (days: number) => ({
    ...STORE,
    id: newOperationId(),
    nominalAt: daysAgo(days),
    createdAt: daysAgo(days),
    outcome: 'missed',
    timeZone: 'UTC',
  });
  await amber.db.slot.createMany({ data: [1, 90, 96, 98, 99, 100, 101, 150].map(slot) });
  await prune();
  expect(await amber.db.slot.count()).toBe(3);
});

it('finds them by an index', async () => {
  const plan = await amber.db.$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
    return await tx.$queryRaw<Record<string, string>[]>`
      EXPLAIN SELECT id FROM "Operation" WHERE state IN ('completed', 'failed', 'cancelled')
        AND "finishedAt" < now() - interval '90 days' ORDER BY "finishedAt" LIMIT 10`;
  });
  expect(JSON.stringify(plan)).toContain('Operation_ended');
});
