import type { JobResult, JobWithMetadata, PgBoss } from 'pg-boss';
import type { OperationId } from '#lib/domain/ids';
import type { OperationKind } from '#lib/domain/operation';
import { log } from '#lib/platform/log';
import { startBoss } from './boss.ts';
import type { JobDeclaration, OperationPayload } from './job.ts';
import { JOBS } from './jobs.ts';

/**
 * Runs one operation. `signal` aborts when the worker stops or has lost the job to another one. `again`: it is to be
 * delivered once more, after so many seconds; so does an exception, soon.
 */
export type JobHandler = (operationId: OperationId, signal: AbortSignal) => Promise<JobOutcome>;
export type JobOutcome = { outcome: 'ended' } | { outcome: 'again'; afterSeconds: number };

/** Runs several of a kind whose declaration has a `batchSize`; what has no outcome in the answer is delivered again. */
export type BatchHandler = (
  operationIds: readonly OperationId[],
  signal: AbortSignal,
) => Promise<Map<OperationId, JobOutcome>>;

export type WorkOptions = {
  databaseUrl: string;
  handlers: Record<OperationKind, JobHandler>;
  batchHandlers?: Partial<Record<OperationKind, BatchHandler>>;
};

/** Twice within the heartbeat, and once more for a slow database. */
const HEARTBEAT_REFRESH_SECONDS = 3;
/** How soon a job whose worker was killed is noticed after its heartbeat is over. */
const MONITOR_SECONDS = 2;
const POLL_SECONDS = 2;
/** What running handlers have to clean up after their signal. */
const STOP_MS = 10_000;

type Worked = { boss: PgBoss; declaration: JobDeclaration; handler: JobHandler };

const runJob = async (
  { boss, declaration, handler }: Worked,
  job: JobWithMetadata<OperationPayload>,
  stopping: AbortSignal,
): Promise<void> => {
  const { operationId } = declaration.payload.parse(job.data);
  const about = { job: declaration.name, operationId, delivery: job.retryCount + 1 };
  try {
    const ended = await handler(operationId, AbortSignal.any([job.signal, stopping]));
    const waits = ended.outcome === 'again' && ended.afterSeconds > 0;
    log()[waits ? 'debug' : 'info']({ ...about, ...ended }, 'job ends');
    if (ended.outcome === 'again') await deliverAgain(boss, job, ended.afterSeconds);
  } catch (error) {
    log().error({ ...about, err: error }, 'job failed');
    throw error;
  }
};

/** The jobs of a batch end each on its own. */
const runBatch = async (
  { boss, declaration }: Omit<Worked, 'handler'>,
  handler: BatchHandler,
  jobs: readonly JobWithMetadata<OperationPayload>[],
  stopping: AbortSignal,
): Promise<JobResult[]> => {
  const idOf = (job: JobWithMetadata<OperationPayload>) => declaration.payload.parse(job.data).operationId;
  const signal = AbortSignal.any([...jobs.map((job) => job.signal), stopping]);
  const outcomes = await handler(jobs.map(idOf), signal).catch((error: unknown) => {
    log().error({ job: declaration.name, jobs: jobs.length, err: error }, 'jobs failed');
    throw error;
  });
  log().info({ job: declaration.name, jobs: jobs.length }, 'jobs end');
  const results: JobResult[] = [];
  for (const job of jobs) {
    const outcome = outcomes.get(idOf(job));
    if (outcome?.outcome === 'again') await deliverAgain(boss, job, outcome.afterSeconds);
    results.push({ id: job.id, status: outcome === undefined ? 'failed' : 'completed' });
  }
  return results;
};

/**
 * pg-boss cannot fail a job until a given time: it is failed, which brings it back soon, and then moved on. A kill in
 * between only brings it back early, and the operation's row still says when it is to be taken.
 */
const deliverAgain = async (
  boss: PgBoss,
  { name, id, retryCount }: JobWithMetadata<OperationPayload>,
  afterSeconds: number,
): Promise<void> => {
  await boss.fail(name, { id, retryCount });
  if (afterSeconds > 0) await boss.update(name, undefined, { id, startAfter: afterSeconds });
};

/** Takes jobs until it is stopped. Its connections are its own: a busy pool must not cost a job its heartbeat. */
export const startWorking = async ({
  databaseUrl,
  handlers,
  batchHandlers = {},
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
    const options = {
      includeMetadata: true as const,
      localConcurrency: declaration.concurrency,
      heartbeatRefreshSeconds: HEARTBEAT_REFRESH_SECONDS,
      // new jobs are told at once; what comes back after a pause or a lost worker is found by looking
      pollingIntervalSeconds: POLL_SECONDS,
      notifyPollingIntervalSeconds: POLL_SECONDS,
    };
    const batchHandler = batchHandlers[kind];
    if (batchHandler) {
      await boss.work(
        declaration.name,
        {
          ...options,
          batchSize: declaration.batchSize ?? 1,
          burstWhenBatchFull: true,
          perJobResults: true as const,
        },
        (jobs: JobWithMetadata<OperationPayload>[]) =>
          runBatch({ boss, declaration }, batchHandler, jobs, stopping.signal),
      );
      continue;
    }
    await boss.work(
      declaration.name,
      { ...options, batchSize: 1 },
      async ([job]: JobWithMetadata<OperationPayload>[]) => {
        if (job) await runJob({ boss, declaration, handler: handlers[kind] }, job, stopping.signal);
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
