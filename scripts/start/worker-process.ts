import { setTimeout as delay } from 'node:timers/promises';
import { type Child, startChild, stopChild } from './children.ts';
import type { Mode } from './mode.ts';

const STABLE_MS = 60_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/** Keeps one worker running: one that dies is started again, after a pause that grows while it keeps dying. */
export const keepWorker = (
  environment: NodeJS.ProcessEnv,
  mode: Mode,
  signal: AbortSignal,
): { stop(): Promise<void> } => {
  const args = mode === 'dev' ? ['--watch', 'lib/jobs/worker.ts'] : ['lib/jobs/worker.ts'];
  let child: Child | undefined;
  const loop = async () => {
    for (let pause = FIRST_PAUSE_MS; !signal.aborted; ) {
      const began = Date.now();
      child = startChild(args, { environment });
      const reason = await child.exited;
      if (signal.aborted) return;
      if (Date.now() - began > STABLE_MS) pause = FIRST_PAUSE_MS;
      console.error(`The worker ended (${reason}); it is started again in ${pause / 1000} s.`);
      await delay(pause, undefined, { signal }).catch(() => {});
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  };
  const ended = loop();
  return {
    stop: async () => {
      await stopChild(child);
      await ended;
    },
  };
};
