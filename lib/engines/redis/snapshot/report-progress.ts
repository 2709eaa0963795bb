import type { ProgressReport, Run } from '#lib/domain/operation';
import type { RedisConnection } from '../connection/redis-connection.ts';

const EVERY_MS = 250;
/** A store that says nothing for so long is at work on something large. */
const QUIET_MS = 2000;

export type ProgressSource = {
  connection: RedisConnection;
  phase(): string;
  /** What it is doing when it says nothing. */
  waiting: string;
  report(): Omit<ProgressReport, 'phase'>;
};

/** Reports until it is stopped; the last report comes then. */
export const reportProgress = (run: Run, source: ProgressSource): { stop(): void } => {
  const send = (phase: string) => run.progress({ phase, ...source.report() });
  const timer = setInterval(() => {
    send(source.connection.quietMs() > QUIET_MS ? source.waiting : source.phase());
  }, EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      send(source.phase());
    },
  };
};
