import type { Column } from '../ui/table.tsx';

export const ACTIVITY_COLUMNS: readonly Column[] = [
  { name: 'Operation', className: 'md:w-[20%] lg:w-[24%]' },
  { name: 'Data store', className: 'md:w-[11%]' },
  { name: 'State', className: 'md:w-[116px]' },
  { name: 'Progress' },
  { name: 'Started', className: 'md:w-[92px] lg:w-[110px]' },
  { name: 'Actions', quiet: true, className: 'md:w-[84px] lg:w-[104px]' },
];
