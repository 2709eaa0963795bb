'use client';

import { useQuery } from '@tanstack/react-query';
import { dateFormats } from '#lib/domain/words/date-format';
import { Button } from '../ui/button.tsx';
import { useTimeZone } from '../ui/clock.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { operationLogQuery } from './activity-queries.ts';

/** What an operation wrote down while it ran, line by line. */
export const OperationLog = ({ operationId, moving }: { operationId: string; moving: boolean }) => {
  const log = useQuery(operationLogQuery(operationId, moving));
  const zone = useTimeZone();
  if (log.isPending) return <Waiting />;
  if (!log.data) {
    return (
      <p role="alert" className="flex flex-wrap items-center gap-3 text-small text-bad">
        {log.error?.message}
        <Button size="s" onClick={() => void log.refetch()}>
          Try again
        </Button>
      </p>
    );
  }
  if (log.data.lines.length === 0)
    return <p className="text-small text-muted">Nothing was written down yet.</p>;
  return (
    <ol aria-label="Log" className="mono flex flex-col gap-1 text-caption leading-[18px]">
      {log.data.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added at the end
        <li key={index} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4">
          <time dateTime={line.at} className="text-faint tabular-nums">
            {clockTime(line.at, zone)}
          </time>
          <span className="wrap-anywhere">{line.text}</span>
        </li>
      ))}
    </ol>
  );
};

const Waiting = () => (
  <div className="flex flex-col gap-[9px] py-1">
    <Skeleton className="h-3 w-80 max-w-full" />
    <Skeleton className="h-3 w-64 max-w-full" />
  </div>
);

const CLOCK = dateFormats({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
const clockTime = (at: string, timeZone: string): string => CLOCK(timeZone).format(new Date(at));
