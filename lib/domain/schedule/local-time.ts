import type { Span } from './zone-spans.ts';

/**
 * The instants at which a zone's clocks show a local time, in order: one as a rule, two where the clocks were put
 * back over it. None where they were put forward over it: then the one instant that lies as far after the change as
 * the local time lies in the gap (02:30 becomes 03:30), as RFC 5545 and Temporal's `compatible` have it.
 * `local` is the local time read as if it were UTC, in milliseconds.
 */
export const instantsOf = (spans: readonly Span[], local: number): number[] => {
  const instants: number[] = [];
  let shifted = local;
  for (const { start, end, offset } of spans) {
    const instant = local - offset;
    if (instant >= end) shifted = instant;
    else if (instant >= start) instants.push(instant);
  }
  return instants.length > 0 ? instants : [shifted];
};
