import type { Catalogue } from '#lib/domain/ports/catalogue';

/** `ended`: nothing is left to do. `again`: the queue is to deliver it once more, after so many seconds. */
export type RunOutcome = { outcome: 'ended' } | { outcome: 'again'; afterSeconds: number };

export type RunContext = {
  catalogue: Catalogue;
  workerId: string;
  log: { info(fields: object, text: string): void; warn(fields: object, text: string): void };
  /** Why this worker cannot use the storage now, as a sentence; null while it can. */
  storageMissing(): Promise<string | null>;
  /** Seconds before each next try; the domain's own unless given. */
  retryDelays?: readonly number[];
};
