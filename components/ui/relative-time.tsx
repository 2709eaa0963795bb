'use client';

import { exactWords, relativeWords } from '#lib/domain/words/times';
import { useTimeWords, useTimeZone } from './clock.tsx';

type RelativeTimeProps = {
  /** ISO 8601. */
  at: string;
  /** Other words than `12 min ago`, from the time and now (milliseconds). */
  words?: (at: string, now: number) => string;
  className?: string;
};

/** `12 min ago`, kept up to date; the exact time and zone as tooltip and for machines. */
export const RelativeTime = ({ at, words = relativeWords, className }: RelativeTimeProps) => {
  const text = useTimeWords((now) => words(at, now));
  const zone = useTimeZone();
  return (
    <time dateTime={at} title={exactWords(at, zone)} className={className}>
      {text}
    </time>
  );
};
