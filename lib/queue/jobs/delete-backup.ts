import { type JobDeclaration, LONG_POLICY, operationPayload } from '../job.ts';

/** Removes a backup's files, then its row. */
export const deleteBackup: JobDeclaration = {
  name: 'delete-backup',
  payload: operationPayload,
  policy: LONG_POLICY,
  concurrency: 2,
  // A sweep may begin a hundred thousand: one at a time, their bookkeeping takes far longer than the files.
  batchSize: 100,
};
