import { fromPrisma, type PgBoss } from 'pg-boss';
import type { JobQueue } from '#lib/domain/ports/job-queue';
import { startBoss } from './boss.ts';
import { JOBS } from './jobs.ts';

/** The client of a transaction, or the client itself. */
type Rows = Parameters<typeof fromPrisma>[0];
/** What runs the queue's own statements: a `pg.Pool` fits. */
type Queries = { query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> };

const ALIVE: ReadonlySet<string> = new Set(['created', 'retry', 'active']);

/** The sending side: no polling, no supervision, no connection of its own. */
export type Sender = {
  /** The queue, bound to a transaction: jobs come and go with it. */
  within(rows: Rows): JobQueue;
  /** Returns when it can send. Called before a transaction: within many of them it would wait for their connections. */
  ready(): Promise<void>;
  stop(): Promise<void>;
};

/** Opens no connection before the first job. */
export const newSender = (queries: () => Queries): Sender => {
  let starting: Promise<PgBoss> | undefined;
  const boss = () => {
    starting ??= startBoss({
      supervise: false,
      db: { executeSql: (text, values) => queries().query(text, values) },
    }).catch((error: unknown) => {
      // the database may be away now and back at the next call
      starting = undefined;
      throw error;
    });
    return starting;
  };
  return {
    within: (rows) => ({
      enqueue: async (kind, operationId) => {
        const { name } = JOBS[kind];
        const id = await (await boss()).send(
          name,
          { operationId },
          { id: operationId, db: fromPrisma(rows) },
        );
        if (id === null) throw new Error(`The queue has a job ${operationId} already.`);
      },
      enqueueAll: async (kind, operationIds) => {
        if (operationIds.length === 0) return;
        const { name } = JOBS[kind];
        const jobs = operationIds.map((operationId) => ({ id: operationId, data: { operationId } }));
        const queue = await boss();
        const sent = await queue.insert(name, jobs, { db: fromPrisma(rows), returnId: true });
        if (sent?.length !== jobs.length) throw new Error('The queue has some of these jobs already.');
      },
      isAlive: async (kind, operationId) => {
        const { name } = JOBS[kind];
        const found = await (await boss()).findJobs(name, { id: operationId, db: fromPrisma(rows) });
        return found.some((job) => ALIVE.has(job.state));
      },
      aliveAmong: async (kind, operationIds) => {
        const { name } = JOBS[kind];
        const { rows: alive } = await fromPrisma(rows).executeSql(
          'SELECT id::text FROM pgboss.job WHERE name = $1 AND id = ANY($2::uuid[]) AND state::text = ANY($3)',
          [name, [...operationIds], [...ALIVE]],
        );
        return new Set(alive.map(({ id }: { id: string }) => id));
      },
    }),
    ready: async () => {
      await boss();
    },
    stop: async () => {
      await (await starting)?.stop({ graceful: false });
    },
  };
};
