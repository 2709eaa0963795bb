import * as z from 'zod/mini';
import { timeZoneInput } from '../validation/time-zone.ts';

/** In whose zone a schedule that begins by itself runs. */
export const firstScheduleRequest = z.object({ timeZone: z._default(timeZoneInput, 'UTC') });
