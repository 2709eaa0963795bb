import type { Column } from '../ui/table.tsx';

export const BACKUP_COLUMNS: readonly Column[] = [
  { name: 'Description' },
  { name: 'Data store' },
  { name: 'Trigger' },
  { name: 'Size', align: 'end' },
  { name: 'Keys', align: 'end' },
  { name: 'Created' },
  { name: 'Expires' },
  { name: 'Status' },
  { name: 'Actions', quiet: true },
];
