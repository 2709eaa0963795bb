import { setTimeout as sleep } from 'node:timers/promises';
import type { Duty } from '#lib/composition/worker';
import { log } from '#lib/platform/log';

/** A duty that failed rests longer: the database may be away. */
const REST_MS = 5_000;

/** Runs every duty over and over, each on its own, until the signal aborts; gives a promise of the end. */
export const runDuties = (duties: readonly Duty[], signal: AbortSignal): Promise<unknown> =>
  Promise.all(duties.map((duty) => repeat(duty, signal)));

const repeat = async (duty: Duty, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    const wait = await once(duty, signal);
    if (wait > 0) await sleep(wait, undefined, { signal }).catch(() => {});
  }
};

/** Milliseconds until it is due again. */
const once = async (duty: Duty, signal: AbortSignal): Promise<number> => {
  try {
    return (await duty.run(signal)) ? 0 : duty.everyMs;
  } catch (error) {
    if (!signal.aborted) log().warn({ err: error, duty: duty.name }, 'a duty failed and is tried again');
    return REST_MS;
  }
};
