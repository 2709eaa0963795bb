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
