import type { Column } from '../ui/table.tsx';

/** Left out on a tablet, where the store's page has them: its state must stand without scrolling sideways. */
export const WIDE = 'md:max-lg:hidden';
export const WIDER = 'md:max-[1180px]:hidden';

export const STORE_COLUMNS: readonly Column[] = [
  { name: 'Name' },
  { name: 'Engine', className: WIDE },
  { name: 'Endpoint', className: WIDE },
  { name: 'Memory' },
  { name: 'Keys', align: 'end' },
  { name: 'Last backup' },
  { name: 'Next backup' },
  { name: 'Created', className: WIDER },
  { name: 'Status' },
  { name: 'Actions', quiet: true },
];
