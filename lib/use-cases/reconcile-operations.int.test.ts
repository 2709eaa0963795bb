import { afterAll, beforeAll, expect, it } from 'vitest';
import { newOperationId } from '#lib/domain/ids';
import { type Installation, startInstallation } from '../../e2e/faults/installation.ts';
import { reconcileOperations } from './reconcile-operations.ts';

let amber: Installation;
beforeAll(async () => {
  amber = await startInstallation();
});
afterAll(() => amber.stop());

const HOUR_AGO = new Date(Date.now() - 3_600_000);
const HOUR_AHEAD = new Date(Date.now() + 3_600_000);
const operation = async (row: { state: string; beatAt?: Date; notBefore?: Date; createdAt?: Date }) => {
  const id = newOperationId();
  const data = { id, kind: 'verification', subject: 'a backup', createdAt: HOUR_AGO, ...row };
  await amber.db.operation.create({ data });
  return id;
};
const stateOf = async (id: string) => (await amber.operation(id)).state;

it('ends what has no job and gives no sign of life, behind hundreds that wait for their turn', async () => {
  const queued: string[] = [];
  for (let i = 0; i < 120; i += 1) {
    const id = await operation({ state: 'pending' });
    await amber.catalogue.jobs.enqueue('verification', id as ReturnType<typeof newOperationId>);
    queued.push(id);
  }
  const lost = [
    await operation({ state: 'running', beatAt: HOUR_AGO }),
    await operation({ state: 'pending' }),
    await operation({ state: 'pending', beatAt: HOUR_AGO, notBefore: HOUR_AGO }),
  ];
  const alive = [
    await operation({ state: 'running', beatAt: new Date() }),
    await operation({ state: 'pending', beatAt: HOUR_AGO, notBefore: HOUR_AHEAD }),
    await operation({ state: 'pending', createdAt: new Date() }),
  ];
  expect(await reconcileOperations(amber)).toBe(lost.length);
  for (const id of lost) {
    expect(await amber.operation(id)).toMatchObject({
      state: 'failed',
      reason: 'The worker that ran this was lost, and the queue has given it up',
    });
  }
  for (const id of [...queued, ...alive]) expect(['pending', 'running']).toContain(await stateOf(id));
  expect(await reconcileOperations(amber)).toBe(0);
});

it('leaves alone what ends while it is looked at', async () => {
  const id = (await operation({ state: 'pending' })) as ReturnType<typeof newOperationId>;
  const { operations } = amber.catalogue;
  // read between the choice of the silent ones and their rows, as it happens under load
  const silentFor: typeof operations.silentFor = async (seconds, limit, after) => {
    const silent = await operations.silentFor(seconds, limit, after);
    await amber.db.operation.updateMany({
      where: { id },
      data: { state: 'completed', summary: 'Its files are gone' },
    });
    return await Promise.all(silent.map(async (row) => (await operations.find(row.id))!));
  };
  const catalogue = { ...amber.catalogue, operations: { ...operations, silentFor } };
  expect(await reconcileOperations({ catalogue })).toBe(0);
  expect(await amber.operation(id)).toMatchObject({ state: 'completed', summary: 'Its files are gone' });
});

it('lets an operation end once', async () => {
  const id = (await operation({ state: 'completed' })) as ReturnType<typeof newOperationId>;
  const end = { state: 'failed', reason: 'too late', summary: null } as const;
  await expect(amber.catalogue.operations.finish(id, end)).rejects.toThrow();
  expect(await stateOf(id)).toBe('completed');
});
