import type { Plan } from '../plan.ts';
import { instantsOf } from './local-time.ts';
import type { Span } from './zone-spans.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/**
 * When a plan's slot of a local day (counted from 1 January 1970) comes, in milliseconds: a time that comes twice in autumn is a slot the first time.
 * `spans` hold that day in the plan's zone.
 */
export const planInstant = (
  { minuteOfDay }: Pick<Plan, 'minuteOfDay'>,
  spans: readonly Span[],
  day: number,
): number => instantsOf(spans, day * DAY + minuteOfDay * MINUTE)[0]!;
