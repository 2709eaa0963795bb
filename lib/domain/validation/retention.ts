import { MAX_RETENTION_DAYS } from '../backup.ts';
import { wholeNumber } from './whole-number.ts';

/** Days to keep a backup; a form may give it as text. */
export const retentionDaysInput = wholeNumber({
  min: 1,
  max: MAX_RETENTION_DAYS,
  error: `Keep for 1 to ${MAX_RETENTION_DAYS.toLocaleString('en-GB')} days, in whole days`,
});
