import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { claimSecretKey } from '#lib/db/claim-secret-key';
import { closeDb, db } from '#lib/db/client';
import { waitForDatabase } from '#lib/db/wait-for-database';
import { saveOffers, startWorkerBeat } from '#lib/db/worker-beat';
import type { OperationKind } from '#lib/domain/operation';
import { fillSample } from '#lib/engines/redis/sample/fill-sample';
import { env } from '#lib/platform/env';
import { hostId } from '#lib/platform/host-id';
import { log } from '#lib/platform/log';
import type { CommandLimits } from '#lib/provisioners/command/command-provisioner';
import { type BatchHandler, type JobHandler, startWorking } from '#lib/queue/work';
import { discardBackups } from '#lib/use-cases/discard-backups';
import { fireDueSlots } from '#lib/use-cases/fire-due-slots';
import { keepInstances } from '#lib/use-cases/keep-instances';
import { probeDueStores } from '#lib/use-cases/probe-due-stores';
import { pruneBackups } from '#lib/use-cases/prune-backups';
import { pruneHistory } from '#lib/use-cases/prune-history';
import { reconcileOperations } from '#lib/use-cases/reconcile-operations';
import { runBackup } from '#lib/use-cases/run-backup';
import { runDeletion } from '#lib/use-cases/run-deletion';
import { runDeletions } from '#lib/use-cases/run-deletions';
import { runRestore } from '#lib/use-cases/run-restore';
import { runVerification } from '#lib/use-cases/run-verification';
import { sweepStorage } from '#lib/use-cases/sweep-storage';
import { openArtefacts } from './artefacts.ts';
import { catalogue } from './catalogue.ts';
import { engines } from './engines.ts';
import { watchStorage } from './storage-watch.ts';
import { composeProvisioners } from './worker-provisioners.ts';

/** What a worker runs: a handler for each kind of job, and the duties it does by itself. */
type WorkerParts = {
  handlers: Record<OperationKind, JobHandler>;
  batchHandlers: Partial<Record<OperationKind, BatchHandler>>;
  duties: Duty[];
  /** Ends the servers that this worker runs. */
  leaveInstances(): Promise<void>;
};

/** Done again `everyMs` after it is through; at once while it says that there is more. */
export type Duty = { name: string; everyMs: number; run(signal: AbortSignal): Promise<boolean> };

/** A sweep's count as the duty's answer: what it did is done, nothing more at once. */
const nothingMore = (work: Promise<unknown>): Promise<boolean> => work.then(() => false);

export type WorkerOptions = {
  /** Seconds before each next try of an operation whose failure may pass; the domain's own unless given. */
  retryDelays?: readonly number[];
  /** How long a command that makes servers may take; its own bounds unless given. */
  commandLimits?: CommandLimits;
};

const composeWorker = async (workerId: string, options: WorkerOptions): Promise<WorkerParts> => {
  const artefacts = await openArtefacts();
  const scratch = join(env().dataDir, 'scratch');
  await mkdir(scratch, { recursive: true, mode: 0o700 });
  const rows = catalogue();
  const storageMissing = watchStorage(artefacts);
  const context = { catalogue: rows, workerId, log: log(), storageMissing, ...options };
  const ports = { context, artefacts, engines, scratch };
  const probeDue = probeDueStores({ catalogue: rows, workerId, engines, log: log() });
  const { provisioners, offers } = composeProvisioners(options.commandLimits);
  const keeper = keepInstances({
    catalogue: rows,
    provisioners,
    hostId: hostId(),
    workerId,
    fillSample,
    log: log(),
  });
  return {
    leaveInstances: keeper.leave,
    handlers: {
      backup: runBackup(ports),
      restore: runRestore(ports),
      verification: runVerification(ports),
      deletion: runDeletion(ports),
    },
    batchHandlers: { deletion: runDeletions(ports) },
    duties: [
      { name: 'schedule', everyMs: 1_000, run: () => fireDueSlots({ catalogue: rows, log: log() }) },
      {
        name: 'probes',
        everyMs: 1_000,
        run: probeDue,
      },
      { name: 'servers', everyMs: 1_000, run: (signal) => nothingMore(keeper.keep(signal)) },
      {
        name: 'offers',
        everyMs: 30_000,
        run: async () => await nothingMore(saveOffers(db(), workerId, await offers())),
      },
      {
        name: 'retention',
        everyMs: 10_000,
        run: async () => {
          const discarded = await discardBackups({ catalogue: rows });
          return (await pruneBackups({ catalogue: rows })) + discarded > 0;
        },
      },
      { name: 'history', everyMs: 3_600_000, run: () => pruneHistory({ catalogue: rows }) },
      {
        name: 'reconciliation',
        everyMs: 15_000,
        run: () => nothingMore(reconcileOperations({ catalogue: rows })),
      },
      {
        name: 'storage',
        everyMs: 300_000,
        run: async () => {
          if ((await storageMissing()) === null) await sweepStorage({ catalogue: rows, artefacts });
          return false;
        },
      },
    ],
  };
};

export type Worker = {
  workerId: string;
  /** For its process to run; jobs are taken already. */
  duties: Duty[];
  /** Takes no more jobs and hands back those that run. */
  stopJobs(): Promise<void>;
  /** Ends the servers that it runs, signs off and lets go of the database: the last thing it does. */
  leave(): Promise<void>;
};

/** Waits for the database first; the signal ends that. */
export const startWorker = async (options: WorkerOptions, signal: AbortSignal): Promise<Worker> => {
  await waitForDatabase(env().databaseUrl!, signal, (text) => log().warn(text));
  await claimSecretKey(db());
  const beat = await startWorkerBeat(db(), hostId());
  const parts = await composeWorker(beat.workerId, options);
  const working = await startWorking({
    databaseUrl: env().databaseUrl!,
    handlers: parts.handlers,
    batchHandlers: parts.batchHandlers,
  });
  return {
    workerId: beat.workerId,
    duties: parts.duties,
    stopJobs: working.stop,
    leave: async () => {
      await parts
        .leaveInstances()
        .catch((error: unknown) => log().warn({ err: error }, 'a server was left running'));
      await beat.stop();
      await closeDb();
    },
  };
};
