import { type ConstructorOptions, PgBoss } from 'pg-boss';
import { log } from '#lib/platform/log';
import { JOBS } from './jobs.ts';

/** pg-boss executes only: schedules are our own rows, and its schema comes with our migrations. */
const COMMON: ConstructorOptions = {
  schema: 'pgboss',
  schedule: false,
  migrate: false,
  createSchema: false,
  registerInstance: false,
};

/** Queues must exist before the first send, whichever process comes first. */
const ensureQueues = async (boss: PgBoss): Promise<void> => {
  for (const { name, policy } of Object.values(JOBS)) {
    const options = { ...policy, retryBackoff: false, notify: true };
    await boss.createQueue(name, options);
    await boss.updateQueue(name, options);
  }
};

/** Starts a pg-boss with our settings. What goes wrong behind the scenes goes to the log. */
export const startBoss = async (options: ConstructorOptions): Promise<PgBoss> => {
  const boss = new PgBoss({ ...COMMON, ...options });
  boss.on('error', (error) => log().warn({ err: error }, 'the queue reports an error'));
  boss.on('warning', ({ message }) => log().warn({ warning: message }, 'the queue reports a warning'));
  await boss.start();
  await ensureQueues(boss);
  return boss;
};
