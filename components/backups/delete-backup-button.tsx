'use client';

import { useState } from 'react';
import { isDeletable } from '#lib/domain/backup';
import type { BackupRow } from '#lib/domain/views/backup-view';
import { useMay } from '../account/session-context.tsx';
import { Button } from '../ui/button.tsx';
import { DeleteBackupLauncher } from './delete-backup-launcher.tsx';

/** Asks whether a backup is to go; not there for those who may not, nor while something else is done with it. */
export const DeleteBackupButton = ({ backup }: { backup: BackupRow }) => {
  const [open, setOpen] = useState(false);
  const may = useMay('delete-backup');
  if (!may || (!isDeletable(backup.status) && !open)) return null;
  return (
    <>
      <Button size="s" variant="quiet-danger" className="ml-auto" onClick={() => setOpen(true)}>
        Delete
      </Button>
      <DeleteBackupLauncher backup={backup} open={open} onOpenChange={setOpen} />
    </>
  );
};
