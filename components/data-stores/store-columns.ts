import type { Column } from '../ui/table.tsx';

export const STORE_COLUMNS: readonly Column[] = [
  { name: 'Name' },
  { name: 'Engine' },
  { name: 'Endpoint' },
  { name: 'Memory' },
  { name: 'Keys', align: 'end' },
  { name: 'Last backup' },
  { name: 'Next backup' },
  { name: 'Created' },
  { name: 'Status' },
  { name: 'Actions', quiet: true },
];
