import { type JobDeclaration, LONG_POLICY, operationPayload } from '../job.ts';

/** Reads a backup from end to end and compares it with its manifest. */
export const verifyBackup: JobDeclaration = {
  name: 'verify-backup',
  payload: operationPayload,
  policy: LONG_POLICY,
  concurrency: 1,
};
