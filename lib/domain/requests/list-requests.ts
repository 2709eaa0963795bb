import * as z from 'zod/mini';
import { BACKUP_STATUSES, BACKUP_TRIGGERS, TIERS } from '../backup.ts';
import { OPERATION_STATES } from '../operation.ts';
import { timeZoneInput } from '../validation/time-zone.ts';
import { ACTIVITY_KINDS } from '../views/activity-view.ts';
import { backupId, dataStoreId, operationId } from './ids.ts';

const search = z.string().check(
  z.maxLength(200, 'Search with at most 200 characters'),
  z.trim(),
  // PostgreSQL takes no NUL in a text, and no name holds any of the others
  z.regex(/^\P{Cc}*$/u, 'Search for text that can be seen'),
);
const cursor = z.string().check(z.maxLength(100, 'This page is not there. Begin at the first one.'));

export const dataStoreRequest = z.object({ id: dataStoreId });
export const backupFilterRequest = z.object({
  search: z.optional(search),
  dataStore: z.optional(dataStoreId),
  status: z.optional(z.enum(BACKUP_STATUSES, 'That is no status of a backup')),
  trigger: z.optional(z.enum(BACKUP_TRIGGERS, 'That is no trigger of a backup')),
  tier: z.optional(z.enum(TIERS, 'That is no tier of a plan')),
  cursor: z.optional(cursor),
});
export const activityFilterRequest = z.object({
  dataStore: z.optional(dataStoreId),
  kind: z.optional(z.enum(ACTIVITY_KINDS, 'That is no kind of operation')),
  state: z.optional(z.enum([...OPERATION_STATES, 'skipped', 'missed'], 'That is no state of an operation')),
  cursor: z.optional(cursor),
});
export const backupOptionsRequest = z.object({
  dataStore: dataStoreId,
  search: z._default(search, ''),
  /** What a date in the search means. */
  timeZone: z._default(timeZoneInput, 'UTC'),
});
export const preflightRequest = z.object({ backup: backupId, dataStore: dataStoreId });
export const operationRequest = z.object({ id: operationId });
