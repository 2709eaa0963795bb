import { type JobDeclaration, LONG_POLICY, operationPayload } from '../job.ts';

/** Removes a backup's files, then its row. */
export const deleteBackup: JobDeclaration = {
  name: 'delete-backup',
  payload: operationPayload,
  policy: LONG_POLICY,
  concurrency: 2,
};
