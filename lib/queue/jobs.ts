import type { OperationKind } from '#lib/domain/operation';
import type { JobDeclaration } from './job.ts';
import { deleteBackup } from './jobs/delete-backup.ts';
import { runBackup } from './jobs/run-backup.ts';
import { runRestore } from './jobs/run-restore.ts';
import { verifyBackup } from './jobs/verify-backup.ts';

/** The job that runs each kind of operation. */
export const JOBS: Record<OperationKind, JobDeclaration> = {
  backup: runBackup,
  restore: runRestore,
  verification: verifyBackup,
  deletion: deleteBackup,
};
