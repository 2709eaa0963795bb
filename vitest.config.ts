import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const INTEGRATION = '**/*.int.test.ts';
const PROOF = '**/*.proof.test.ts';
const OUTSIDE = ['**/node_modules/**', '**/.next/**', '**/.cache/**', 'data/**', 'e2e/journeys/**'];

/** Many servers share few cores: what passes only at its second try is told by name at the end of `npm test`. */
const SECOND_TRY = 1;

export default defineConfig({
  test: {
    teardownTimeout: 60_000,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...OUTSIDE, INTEGRATION, PROOF],
          // bounds for what hangs, as machines are slow at times: no test is decided by its time
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'integration',
          // projects of one group must have as many workers: each is a group of its own
          sequence: { groupOrder: 1 },
          include: [INTEGRATION],
          exclude: OUTSIDE,
          pool: 'forks',
          // each file starts servers of its own and waits for them for most of its time
          maxWorkers: availableParallelism() + 1,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          retry: SECOND_TRY,
        },
      },
      {
        test: {
          name: 'proof',
          sequence: { groupOrder: 2 },
          include: [PROOF],
          exclude: OUTSIDE,
          pool: 'forks',
          maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
          testTimeout: 20 * 60_000,
          hookTimeout: 180_000,
          retry: SECOND_TRY,
        },
      },
    ],
  },
});
