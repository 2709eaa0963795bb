'use client';

import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useId, useState } from 'react';
import { isMoving } from '#lib/domain/operation';
import type { ActivityRow } from '#lib/domain/views/activity-view';
import { Description } from '../backups/description.tsx';
import { classNames } from '../ui/class-names.ts';
import { Pill } from '../ui/pill.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { Cell, Row } from '../ui/table.tsx';
import { ACTIVITY_KIND_WORDS } from './activity-filter.ts';
import { ActivityOutcome } from './activity-outcome.tsx';
import { activityTone } from './activity-tone.ts';
import { CancelButton } from './cancel-button.tsx';
import { OperationLog } from './operation-log.tsx';

/** One operation or slot, and its log below when it is opened. */
export const ActivityLine = ({ row }: { row: ActivityRow }) => {
  const [open, setOpen] = useState(false);
  const logId = useId();
  const kind = ACTIVITY_KIND_WORDS[row.kind];
  return (
    <>
      <Row className={open ? 'md:border-b-transparent' : ''}>
        <Cell>
          <div className="flex items-start gap-1.5">
            {row.kind === 'slot' ? (
              <span aria-hidden className="-ml-1.5 w-6 shrink-0 max-md:hidden" />
            ) : (
              <button
                type="button"
                aria-label={`Log of ${kind.toLowerCase()} ${row.subject}`}
                aria-expanded={open}
                {...(open ? { 'aria-controls': logId } : {})}
                onClick={() => setOpen(!open)}
                className="-mt-0.5 -ml-1.5 grid size-6 shrink-0 place-items-center rounded-sm text-faint hover:bg-idle-soft hover:text-text"
              >
                <ChevronRight
                  aria-hidden
                  className={classNames('size-4 transition-transform duration-150', open && 'rotate-90')}
                />
              </button>
            )}
            <div className="min-w-0">
              <span className="block font-semibold">{kind}</span>
              <span className="block text-caption text-faint wrap-anywhere tabular-nums">
                <Description text={row.subject} />
                {row.attempt > 1 && ` · attempt ${row.attempt}`}
                {row.starts > row.attempt && ` · started ${row.starts} times`}
              </span>
            </div>
          </div>
        </Cell>
        <Cell name="Data store">
          <StoreLink row={row} />
        </Cell>
        <Cell name="State">
          <Pill tone={activityTone(row)}>{row.status}</Pill>
        </Cell>
        <Cell name="Progress">
          <ActivityOutcome row={row} />
        </Cell>
        <Cell name="Started" className="whitespace-nowrap text-muted">
          <RelativeTime at={row.startedAt ?? row.at} />
        </Cell>
        <Cell className="text-right max-md:absolute max-md:top-2.5 max-md:right-3 md:py-2! md:pr-2.5!">
          {row.cancellable && !row.cancelRequested && <CancelButton row={row} />}
        </Cell>
      </Row>
      {open && (
        // biome-ignore lint/a11y/noRedundantRoles: a table laid out as cards loses its own roles
        <tr role="row" className="border-b border-line last:border-b-0 max-md:block">
          {/* biome-ignore lint/a11y/noRedundantRoles: as above */}
          <td role="cell" id={logId} colSpan={6} className="px-5 pb-4 max-md:block max-md:px-4 md:pl-[46px]">
            <div className="rounded-pop border border-line bg-sunken px-3.5 py-3">
              <OperationLog operationId={row.id} moving={isMoving(row.state)} />
            </div>
          </td>
        </tr>
      )}
    </>
  );
};

const StoreLink = ({ row }: { row: ActivityRow }) => {
  if (!row.dataStoreName) return <span className="text-muted">—</span>;
  if (!row.dataStoreId) return <span className="text-muted">{row.dataStoreName}</span>;
  return (
    <Link
      prefetch={false}
      href={`/data-stores/${row.dataStoreId}/backups`}
      className="wrap-anywhere hover:underline"
    >
      {row.dataStoreName}
    </Link>
  );
};
