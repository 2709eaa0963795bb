import type { JobWithMetadata } from 'pg-boss';
import type { OperationId } from '#lib/domain/ids';
import type { OperationKind } from '#lib/domain/operation';
import { log } from '#lib/platform/log';
import { startBoss } from './boss.ts';
import type { JobDeclaration, OperationPayload } from './job.ts';
import { JOBS } from './jobs.ts';

/**
 * Runs one operation. `signal` aborts when the worker stops or has lost the job to another one. `again`: it is to be
 * delivered once more; so does an exception.
 */
export type JobHandler = (operationId: OperationId, signal: AbortSignal) => Promise<'ended' | 'again'>;

export type WorkOptions = {
  databaseUrl: string;
  handlers: Record<OperationKind, JobHandler>;
};

/** Twice within the heartbeat, and once more for a slow database. */
const HEARTBEAT_REFRESH_SECONDS = 3;
/** How soon a job whose worker was killed is noticed after its heartbeat is over. */
const MONITOR_SECONDS = 2;
const POLL_SECONDS = 2;
/** What running handlers have to clean up after their signal. */
const STOP_MS = 10_000;

/** Not an error: the way to tell pg-boss that a job is to come again. */
class Again extends Error {
  override readonly name = 'Again';
}

const runJob = async (
  declaration: JobDeclaration,
  handler: JobHandler,
  job: JobWithMetadata<OperationPayload>,
  stopping: AbortSignal,
): Promise<void> => {
  const { operationId } = declaration.payload.parse(job.data);
  const about = { job: declaration.name, operationId, delivery: job.retryCount + 1 };
  log().info(about, 'job begins');
  try {
    const outcome = await handler(operationId, AbortSignal.any([job.signal, stopping]));
    log().info({ ...about, outcome }, 'job ends');
    if (outcome === 'again') throw new Again('to be delivered again');
  } catch (error) {
    if (!(error instanceof Again)) log().error({ ...about, err: error }, 'job failed');
    throw error;
  }
};

/** Takes jobs until it is stopped. Its connections are its own: a busy pool must not cost a job its heartbeat. */
export const startWorking = async ({
  databaseUrl,
  handlers,
}: WorkOptions): Promise<{ stop(): Promise<void> }> => {
  const stopping = new AbortController();
  const boss = await startBoss({
    connectionString: databaseUrl,
    application_name: 'amber-queue',
    max: 4,
    supervise: true,
    superviseIntervalSeconds: MONITOR_SECONDS,
    monitorIntervalSeconds: MONITOR_SECONDS,
    useListenNotify: true,
  });
  for (const [kind, declaration] of Object.entries(JOBS) as [OperationKind, JobDeclaration][]) {
    await boss.work(
      declaration.name,
      {
        batchSize: 1,
        includeMetadata: true,
        localConcurrency: declaration.concurrency,
        heartbeatRefreshSeconds: HEARTBEAT_REFRESH_SECONDS,
        // new jobs are told at once; what comes back after a pause or a lost worker is found by looking
        pollingIntervalSeconds: POLL_SECONDS,
        notifyPollingIntervalSeconds: POLL_SECONDS,
      },
      async ([job]: JobWithMetadata<OperationPayload>[]) => {
        if (job) await runJob(declaration, handlers[kind], job, stopping.signal);
      },
    );
  }
  return {
    stop: async () => {
      stopping.abort();
      await boss.stop({ graceful: true, timeout: STOP_MS });
    },
  };
};
