import * as z from 'zod/mini';
import { monthDayInput, tierCountInputs, timeOfDayInput } from '../validation/plan.ts';
import { retentionDaysInput } from '../validation/retention.ts';
import { timeZoneInput } from '../validation/time-zone.ts';
import { dataStoreId } from './ids.ts';

export const previewRetentionRequest = z.discriminatedUnion('kind', [
  z.object({ dataStoreId, kind: z.optional(z.literal('grid')), days: retentionDaysInput }),
  z.object({
    dataStoreId,
    kind: z.literal('plan'),
    time: timeOfDayInput,
    monthDay: monthDayInput,
    timeZone: timeZoneInput,
    ...tierCountInputs,
  }),
]);
export type PreviewRetention = z.infer<typeof previewRetentionRequest>;
