'use client';

import dynamic from 'next/dynamic';
import type { BackupRow } from '#lib/domain/views/backup-view';
import type { StoreDrawerProps } from '../backups/store-drawer-props.ts';
import { useOpenings } from '../ui/use-openings.ts';

const RestoreDrawer = dynamic(() => import('./restore-drawer.tsx').then((module) => module.RestoreDrawer), {
  ssr: false,
});

/** The `Restore backup` drawer of a store: the backup is to be chosen. */
export const RestoreLauncher = ({ dataStoreId, ...drawer }: StoreDrawerProps) => {
  const openings = useOpenings(drawer.open);
  if (openings === 0) return null;
  return <RestoreDrawer key={openings} {...drawer} from={{ dataStoreId }} />;
};

/** The `Restore backup` drawer of a backup: the target may be chosen too. */
export const RestoreBackupLauncher = ({
  backup,
  ...drawer
}: Omit<StoreDrawerProps, 'dataStoreId'> & { backup: BackupRow | null }) => {
  const openings = useOpenings(drawer.open);
  if (openings === 0 || !backup) return null;
  return <RestoreDrawer key={openings} {...drawer} from={{ backup }} />;
};
