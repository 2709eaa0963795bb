import { type JobDeclaration, LONG_POLICY, operationPayload } from '../job.ts';

/** Takes a snapshot of a store and puts it into storage. */
export const runBackup: JobDeclaration = {
  name: 'run-backup',
  payload: operationPayload,
  policy: LONG_POLICY,
  concurrency: 2,
};
