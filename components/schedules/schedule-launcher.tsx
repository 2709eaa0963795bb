'use client';

import dynamic from 'next/dynamic';
import type { StoreDrawerProps } from '../backups/store-drawer-props.ts';
import { useOpenings } from '../ui/use-openings.ts';

const ScheduleDrawer = dynamic(
  () => import('./schedule-drawer.tsx').then((module) => module.ScheduleDrawer),
  {
    ssr: false,
  },
);

/** The `Backup schedule` drawer, loaded when it is first opened: with it come the clocks of all time zones. */
export const ScheduleLauncher = (props: StoreDrawerProps) => {
  const openings = useOpenings(props.open);
  return openings === 0 ? null : <ScheduleDrawer key={openings} {...props} />;
};
