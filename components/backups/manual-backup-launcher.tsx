'use client';

import dynamic from 'next/dynamic';
import { useOpenings } from '../ui/use-openings.ts';
import type { StoreDrawerProps } from './store-drawer-props.ts';

const ManualBackupDrawer = dynamic(
  () => import('./manual-backup-drawer.tsx').then((module) => module.ManualBackupDrawer),
  { ssr: false },
);

/** The `Manual backup` drawer, loaded when it is first opened. */
export const ManualBackupLauncher = (props: StoreDrawerProps) => {
  const openings = useOpenings(props.open);
  return openings === 0 ? null : <ManualBackupDrawer key={openings} {...props} />;
};
