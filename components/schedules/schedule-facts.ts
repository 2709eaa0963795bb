import type { PolicyView } from '#lib/domain/views/policy-view';
import { countOf } from '#lib/domain/words/figures';
import { DAY_NAMES, daysWords, hoursWords, monthDayWords, timeName } from '#lib/domain/words/schedule';

type ScheduleFact = { name: string; words: string };

/** When a schedule runs, and how long what it takes is kept, line by line. */
export const scheduleFacts = (policy: PolicyView): { when: ScheduleFact[]; kept: ScheduleFact[] } => {
  const zone = { name: 'Time zone', words: policy.timeZone };
  if (policy.kind === 'grid')
    return {
      when: [
        { name: 'Days', words: daysWords(policy.days) },
        { name: 'Hours', words: hoursWords(policy) },
        zone,
      ],
      kept: [{ name: 'Retention', words: countOf(policy.retentionDays, 'day') }],
    };
  const { minuteOfDay, weekday, monthDay, keep } = policy;
  return {
    when: [{ name: 'Every day', words: `at ${timeName(minuteOfDay)}` }, zone],
    kept: [
      { name: 'Daily', words: countOf(keep.days, 'day') },
      { name: 'Weekly', words: `${countOf(keep.weeks, 'week')}, on ${DAY_NAMES[weekday - 1]}` },
      { name: 'Monthly', words: `${countOf(keep.months, 'month')}, ${monthDayWords(monthDay)}` },
      {
        name: 'On-demand',
        words: keep.onDemand === 1 ? 'the most recent one' : `the ${keep.onDemand} most recent ones`,
      },
    ],
  };
};
