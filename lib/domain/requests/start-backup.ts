import * as z from 'zod/mini';
import { descriptionInput } from '../validation/description.ts';
import { retentionDaysInput } from '../validation/retention.ts';
import { dataStoreId } from './ids.ts';
import { requestKey } from './request-key.ts';

/** `retentionDays` null: the rule of the store's plan for on-demand backups, or the default of the console. */
export const startBackupRequest = z.object({
  dataStoreId,
  description: z._default(descriptionInput, ''),
  retentionDays: z._default(z.nullable(retentionDaysInput), null),
  requestKey,
});
