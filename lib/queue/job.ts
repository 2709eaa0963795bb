import type { QueueOptions } from 'pg-boss';
import { z } from 'zod';

/** The payload of every job: an id and nothing else. New fields are optional, for workers of the version before. */
export const operationPayload = z.object({ operationId: z.uuid() });
export type OperationPayload = z.infer<typeof operationPayload>;

/** A kind of job: its queue's name, what it carries, and how the queue treats it. */
export type JobDeclaration = {
  name: string;
  payload: typeof operationPayload;
  policy: Required<
    Pick<
      QueueOptions,
      'expireInSeconds' | 'heartbeatSeconds' | 'retryLimit' | 'retryDelay' | 'deleteAfterSeconds'
    >
  >;
  /** How many of them one worker runs at a time. */
  concurrency: number;
  /** How many of them one call of the handler gets, where they are short and many; one unless given. */
  batchSize?: number;
};

/**
 * For work that may last for hours. Death is told by the heartbeat, so the time limit is the highest there is; the
 * lifecycle decides how long to wait and when to give up, so the queue itself never does.
 */
export const LONG_POLICY = {
  expireInSeconds: 86_400,
  heartbeatSeconds: 10,
  retryLimit: 1_000_000,
  retryDelay: 1,
  deleteAfterSeconds: 7 * 86_400,
} as const satisfies JobDeclaration['policy'];
