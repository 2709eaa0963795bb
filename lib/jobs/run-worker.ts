import { startWorker, type WorkerOptions } from '#lib/composition/worker';
import { log } from '#lib/platform/log';
import { runDuties } from './duties.ts';

/** A whole worker process: runs until SIGINT or SIGTERM, hands back what it runs and exits. */
export const runWorker = async (options: WorkerOptions = {}): Promise<never> => {
  const stopSignal = new Promise<NodeJS.Signals>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
  const { workerId, duties, stopJobs, leave } = await startWorker(options);
  const stopping = new AbortController();
  const duty = runDuties(duties, stopping.signal);
  log().info({ workerId }, 'the worker is up');

  const signal = await stopSignal;
  log().info({ signal }, 'the worker stops');
  stopping.abort();
  await Promise.all([stopJobs(), duty]);
  await leave();
  process.exit(0);
};
