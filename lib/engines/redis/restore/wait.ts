import { setTimeout as sleep } from 'node:timers/promises';
import { abortError } from '#lib/platform/network/socket-errors';

/** Rejects with what the signal stands for as soon as it is aborted; the work itself may go on. */
export const orAbort = <Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> =>
  new Promise((resolve, reject) => {
    const abort = () => reject(abortError(signal));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });

export const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  try {
    await sleep(ms, undefined, { signal });
  } catch {
    throw abortError(signal);
  }
};

/** Asks again and again, at growing distance, until the answer is yes. */
export const waitUntil = async (isOver: () => Promise<boolean>, signal: AbortSignal): Promise<void> => {
  for (let distance = 10; !(await isOver()); distance = Math.min(500, distance * 1.5)) {
    await pause(distance, signal);
  }
};
