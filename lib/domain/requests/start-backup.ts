import { z } from 'zod';
import { description } from '../validation/description.ts';
import { retentionDays } from '../validation/retention.ts';
import { dataStoreId } from './ids.ts';
import { requestKey } from './request-key.ts';

/** `retentionDays` null: the replaceable on-demand kind of a tiered plan, or the default of the store. */
export const startBackupRequest = z.object({
  dataStoreId,
  description: description.default(''),
  retentionDays: retentionDays.nullable().default(null),
  requestKey,
});
export type StartBackupRequest = z.input<typeof startBackupRequest>;
