import { setTimeout as delay } from 'node:timers/promises';
import { type Child, startChild, stopChild } from './children.ts';

const STABLE_MS = 60_000;
const LONGEST_PAUSE_MS = 30_000;

/** Keeps one worker running: one that dies is started again, after a pause that grows while it keeps dying. */
export const keepWorker = (
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): { stop(): Promise<void> } => {
  let child: Child | undefined;
  const loop = async () => {
    for (let pause = 500; !signal.aborted; ) {
      const began = Date.now();
      child = startChild(['lib/jobs/worker.ts'], environment);
      const reason = await child.exited;
      if (signal.aborted) return;
      if (Date.now() - began > STABLE_MS) pause = 500;
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
