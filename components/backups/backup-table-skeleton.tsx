import { SkeletonRows, Table } from '../ui/table.tsx';
import { BACKUP_COLUMNS } from './backup-columns.ts';

const WIDTHS = ['w-52', 'w-24', 'w-20', 'w-14', 'w-16', 'w-20', 'w-20', 'w-24', 'w-4'];

/** A file of its own: what the pages that link here load ahead of need is to be no more than this. */
export const BackupTableSkeleton = () => (
  <Table label="Backups" columns={BACKUP_COLUMNS}>
    <SkeletonRows rows={8} widths={WIDTHS} />
  </Table>
);
