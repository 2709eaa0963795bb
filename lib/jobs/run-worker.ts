import { startWorker, type WorkerOptions } from '#lib/composition/worker';
import { log } from '#lib/platform/log';
import { runDuties } from './duties.ts';

/** A whole worker process: runs until SIGINT or SIGTERM, hands back what it runs and exits. */
export const runWorker = async (options: WorkerOptions = {}): Promise<never> => {
  const stopSignal = new Promise<NodeJS.Signals>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
  const stopping = new AbortController();
  void stopSignal.then(() => stopping.abort());
  const { workerId, duties, stopJobs, leave } = await startWorker(options, stopping.signal).catch(
    (error: unknown) => {
      // nothing was begun yet
      if (stopping.signal.aborted) process.exit(0);
      throw error;
    },
  );
  const duty = runDuties(duties, stopping.signal);
  log().info({ workerId }, 'the worker is up');

  const signal = await stopSignal;
  log().info({ signal }, 'the worker stops');
  await Promise.all([stopJobs(), duty]);
  await leave();
  process.exit(0);
};
