import { setTimeout as sleep } from 'node:timers/promises';
import { AmberError } from '#lib/domain/errors';

/** PostgreSQL may restart under a running operation: the last transaction waits that long for it. */
const PATIENCE_MS = 60_000;

/** Repeats a transaction while the database is away; what a rule refuses (an AmberError) is final. */
export const outlastDatabase = async <T>(work: () => Promise<T>): Promise<T> => {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AmberError || performance.now() > until) throw error;
      await sleep(500);
    }
  }
};
