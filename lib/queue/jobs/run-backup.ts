import { type JobDeclaration, LONG_POLICY, operationPayload } from '../job.ts';

/** Takes a snapshot of a store and puts it into storage. */
export const runBackup: JobDeclaration = {
  name: 'run-backup',
  payload: operationPayload,
  policy: LONG_POLICY,
  // A store may keep its backup waiting for half an hour while it saves: two of them must not hold up the others.
  concurrency: 4,
};
