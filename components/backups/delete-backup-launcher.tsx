'use client';

import dynamic from 'next/dynamic';
import type { BackupRow } from '#lib/domain/views/backup-view';
import { useOpenings } from '../ui/use-openings.ts';

const DeleteBackupDialog = dynamic(
  () => import('./delete-backup-dialog.tsx').then((module) => module.DeleteBackupDialog),
  { ssr: false },
);

type DeleteBackupLauncherProps = {
  backup: BackupRow | null;
  open: boolean;
  onOpenChange(open: boolean): void;
};

/** The `Delete backup` question, loaded when it is first asked. */
export const DeleteBackupLauncher = ({ backup, ...dialog }: DeleteBackupLauncherProps) => {
  const openings = useOpenings(dialog.open);
  if (openings === 0 || !backup) return null;
  return <DeleteBackupDialog key={openings} backup={backup} {...dialog} />;
};
