import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { OperationKind } from '#lib/domain/operation';
import { redisEngine } from '#lib/engines/redis/redis-engine';
import { env } from '#lib/platform/env';
import { log } from '#lib/platform/log';
import type { JobHandler } from '#lib/queue/work';
import { fireDueSlot } from '#lib/use-cases/fire-due-slot';
import { probeDueStores } from '#lib/use-cases/probe-due-stores';
import { pruneBackups } from '#lib/use-cases/prune-backups';
import { reconcileOperations } from '#lib/use-cases/reconcile-operations';
import { runBackup } from '#lib/use-cases/run-backup';
import { runDeletion } from '#lib/use-cases/run-deletion';
import { runRestore } from '#lib/use-cases/run-restore';
import { runVerification } from '#lib/use-cases/run-verification';
import { sweepStorage } from '#lib/use-cases/sweep-storage';
import { openArtefacts } from './artefacts.ts';
import { catalogue } from './catalogue.ts';

/** What a worker runs: a handler for each kind of job, and the duties it does by itself. */
export type WorkerParts = {
  handlers: Record<OperationKind, JobHandler>;
  duties: Duty[];
};

/** Done again `everyMs` after it is through; at once while it says that there is more. */
export type Duty = { name: string; everyMs: number; run(signal: AbortSignal): Promise<boolean> };

/** A sweep's count as the duty's answer: what it did is done, nothing more at once. */
const nothingMore = (work: Promise<unknown>): Promise<boolean> => work.then(() => false);

export const composeWorker = async (workerId: string): Promise<WorkerParts> => {
  const artefacts = await openArtefacts();
  const scratch = join(env().dataDir, 'scratch');
  await mkdir(scratch, { recursive: true, mode: 0o700 });
  const rows = catalogue();
  const context = { catalogue: rows, workerId, log: log() };
  const ports = { context, artefacts, engine: redisEngine, scratch };
  return {
    handlers: {
      backup: runBackup(ports),
      restore: runRestore(ports),
      verification: runVerification(ports),
      deletion: runDeletion(ports),
    },
    duties: [
      { name: 'schedule', everyMs: 1_000, run: () => fireDueSlot({ catalogue: rows, log: log() }) },
      {
        name: 'probes',
        everyMs: 1_000,
        run: async (signal) => (await probeDueStores({ catalogue: rows, engine: redisEngine }, signal)) > 0,
      },
      { name: 'retention', everyMs: 10_000, run: () => nothingMore(pruneBackups({ catalogue: rows })) },
      {
        name: 'reconciliation',
        everyMs: 15_000,
        run: () => nothingMore(reconcileOperations({ catalogue: rows })),
      },
      {
        name: 'storage',
        everyMs: 300_000,
        run: () => nothingMore(sweepStorage({ catalogue: rows, artefacts })),
      },
    ],
  };
};
