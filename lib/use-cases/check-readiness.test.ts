import { expect, it } from 'vitest';
import { checkReadiness } from './check-readiness.ts';

const fine = async () => {};
const broken = async () => {
  throw new Error('no worker is running');
};

it('is ready when nothing is missing', async () => {
  expect(await checkReadiness({ database: fine, storage: fine, worker: fine })).toEqual({
    ready: true,
    missing: [],
    checks: { database: 'ok', storage: 'ok', worker: 'ok' },
  });
});

it('names what is missing and why', async () => {
  expect(await checkReadiness({ database: fine, storage: fine, worker: broken })).toEqual({
    ready: false,
    missing: ['worker'],
    checks: { database: 'ok', storage: 'ok', worker: 'no worker is running' },
  });
});
