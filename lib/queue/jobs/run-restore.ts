import { type JobDeclaration, LONG_POLICY, operationPayload } from '../job.ts';

/** Loads a backup into a store. */
export const runRestore: JobDeclaration = {
  name: 'run-restore',
  payload: operationPayload,
  policy: LONG_POLICY,
  concurrency: 2,
};
