import * as z from 'zod/mini';
import { backupId, dataStoreId, restoreId } from './ids.ts';
import { requestKey } from './request-key.ts';

export const startRestoreRequest = z.object({
  backupId,
  dataStoreId,
  safetyBackup: z.boolean(),
  /** The store's name, typed, when no safety backup is taken. */
  confirmation: z._default(z.string().check(z.maxLength(200), z.trim()), ''),
  requestKey,
});

export const repeatRestoreRequest = z.object({ restoreId, requestKey });
