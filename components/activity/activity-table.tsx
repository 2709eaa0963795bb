'use client';

import type { ActivityRow } from '#lib/domain/views/activity-view';
import { Table } from '../ui/table.tsx';
import { ACTIVITY_COLUMNS } from './activity-columns.ts';
import { ActivityLine } from './activity-line.tsx';

/** Fixed widths: a bar that turns into a sentence must not move the columns. */
export const ActivityTable = ({ rows }: { rows: readonly ActivityRow[] }) => (
  <Table label="Activity" columns={ACTIVITY_COLUMNS} className="md:table-fixed">
    {rows.map((row) => (
      <ActivityLine key={`${row.kind}-${row.id}`} row={row} />
    ))}
  </Table>
);
