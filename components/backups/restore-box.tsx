'use client';

import { useState } from 'react';
import type { BackupRow } from '#lib/domain/views/backup-view';
import { useMay } from '../account/session-context.tsx';
import { RestoreBackupLauncher } from '../restores/restore-launcher.tsx';
import { Button } from '../ui/button.tsx';
import { DetailBox } from './detail-box.tsx';

/** Brings a backup back, in a drawer that first says what is lost. */
export const RestoreBox = ({ backup }: { backup: BackupRow }) => {
  const [open, setOpen] = useState(false);
  if (!useMay('start-restore')) return null;
  return (
    <DetailBox title="Bring it back">
      <p className="text-small text-muted">
        Into {backup.dataStoreExists ? backup.dataStoreName : 'a data store'} or another one that can load it.
        You see what would be lost before anything is touched.
      </p>
      <div className="mt-auto">
        <Button size="s" onClick={() => setOpen(true)}>
          Restore
        </Button>
      </div>
      <RestoreBackupLauncher backup={backup} open={open} onOpenChange={setOpen} />
    </DetailBox>
  );
};
