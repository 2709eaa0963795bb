'use client';

import type { ActivityRow } from '#lib/domain/views/activity-view';
import { type Column, SkeletonRows, Table } from '../ui/table.tsx';
import { ActivityLine } from './activity-line.tsx';

const COLUMNS: readonly Column[] = [
  { name: 'Operation', className: 'md:w-[24%]' },
  { name: 'Data store', className: 'md:w-[11%]' },
  { name: 'State', className: 'md:w-[116px]' },
  { name: 'Progress' },
  { name: 'Started', className: 'md:w-[110px]' },
  { name: 'Actions', quiet: true, className: 'md:w-[104px]' },
];
const WIDTHS = ['w-44', 'w-24', 'w-24', 'w-72', 'w-16', 'w-4'];

/** Fixed widths: a bar that turns into a sentence must not move the columns. */
export const ActivityTable = ({ rows }: { rows: readonly ActivityRow[] }) => (
  <Table label="Activity" columns={COLUMNS} className="md:table-fixed">
    {rows.map((row) => (
      <ActivityLine key={`${row.kind}-${row.id}`} row={row} />
    ))}
  </Table>
);

export const ActivityTableSkeleton = () => (
  <Table label="Activity" columns={COLUMNS} className="md:table-fixed">
    <SkeletonRows rows={8} widths={WIDTHS} />
  </Table>
);
