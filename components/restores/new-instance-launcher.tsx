'use client';

import dynamic from 'next/dynamic';
import type { BackupRow } from '#lib/domain/views/backup-view';
import type { StoreDrawerProps } from '../backups/store-drawer-props.ts';
import { useOpenings } from '../ui/use-openings.ts';

const NewInstanceDrawer = dynamic(
  () => import('./new-instance-drawer.tsx').then((module) => module.NewInstanceDrawer),
  { ssr: false },
);

/** The `Restore to new instance` drawer of a backup; each opening begins anew. */
export const NewInstanceLauncher = ({
  backup,
  ...drawer
}: Omit<StoreDrawerProps, 'dataStoreId'> & { backup: BackupRow | null }) => {
  const openings = useOpenings(drawer.open);
  if (openings === 0 || !backup) return null;
  return <NewInstanceDrawer key={openings} {...drawer} backup={backup} />;
};
