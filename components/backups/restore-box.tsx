'use client';

import { useState } from 'react';
import type { BackupRow } from '#lib/domain/views/backup-view';
import { useMay } from '../account/session-context.tsx';
import { NewInstanceLauncher } from '../restores/new-instance-launcher.tsx';
import { RestoreBackupLauncher } from '../restores/restore-launcher.tsx';
import { Button } from '../ui/button.tsx';
import { DetailBox } from './detail-box.tsx';

/** Brings a backup back: into a server of its own, or in a drawer that first says what is lost. */
export const RestoreBox = ({ backup }: { backup: BackupRow }) => {
  const [open, setOpen] = useState<'restore' | 'new' | null>(null);
  const mayMake = useMay('restore-to-new-instance');
  if (!useMay('start-restore')) return null;
  const drawer = (which: 'restore' | 'new') => ({
    open: open === which,
    onOpenChange: (next: boolean) => setOpen(next ? which : null),
  });
  return (
    <DetailBox title="Bring it back">
      <p className="text-small text-muted">
        {mayMake && 'Into a new instance, with a server of its own that nothing else uses. Or into '}
        {mayMake ? '' : 'Into '}
        {backup.dataStoreExists ? backup.dataStoreName : 'a data store'} or another one that can load it: you
        see what would be lost before anything is touched.
      </p>
      <div className="mt-auto flex flex-wrap gap-2">
        {mayMake && (
          <Button size="s" variant="primary" onClick={() => setOpen('new')}>
            Restore to new instance
          </Button>
        )}
        <Button size="s" onClick={() => setOpen('restore')}>
          Restore
        </Button>
      </div>
      <NewInstanceLauncher backup={backup} {...drawer('new')} />
      <RestoreBackupLauncher backup={backup} {...drawer('restore')} />
    </DetailBox>
  );
};
