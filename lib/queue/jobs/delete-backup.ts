import { type JobDeclaration, LONG_POLICY, operationPayload } from '../job.ts';

/** Removes a backup's files, then its row. */
export const deleteBackup: JobDeclaration = {
  name: 'delete-backup',
  payload: operationPayload,
  policy: LONG_POLICY,
  concurrency: 1,
  // A sweep may begin a hundred thousand: one at a time, their bookkeeping takes far longer than the files. Two batches
  // at once would end them sooner, and people would wait for their lists meanwhile.
  batchSize: 100,
};
