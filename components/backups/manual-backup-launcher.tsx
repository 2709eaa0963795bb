'use client';

import dynamic from 'next/dynamic';
import { useOpenings } from '../ui/use-openings.ts';

const ManualBackupDrawer = dynamic(
  () => import('./manual-backup-drawer.tsx').then((module) => module.ManualBackupDrawer),
  { ssr: false },
);

/** What every launcher of a store's drawer takes. */
export type StoreDrawerProps = {
  dataStoreId: string;
  open: boolean;
  onOpenChange(open: boolean): void;
  returnFocus?: (() => HTMLElement | null) | undefined;
};

/** The `Manual backup` drawer, loaded when it is first opened. */
export const ManualBackupLauncher = (props: StoreDrawerProps) => {
  const openings = useOpenings(props.open);
  return openings === 0 ? null : <ManualBackupDrawer key={openings} {...props} />;
};
