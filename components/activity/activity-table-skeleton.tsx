import { SkeletonRows, Table } from '../ui/table.tsx';
import { ACTIVITY_COLUMNS } from './activity-columns.ts';

const WIDTHS = ['w-44', 'w-24', 'w-24', 'w-72', 'w-16', 'w-4'];

/** A file of its own: what the pages that link here load ahead of need is to be no more than this. */
export const ActivityTableSkeleton = () => (
  <Table label="Activity" columns={ACTIVITY_COLUMNS} className="md:table-fixed">
    <SkeletonRows rows={8} widths={WIDTHS} />
  </Table>
);
