'use client';

import { EllipsisVertical } from 'lucide-react';
import { isDeletable, isRestorable } from '#lib/domain/backup';
import { isMoving } from '#lib/domain/operation';
import type { BackupRow } from '#lib/domain/views/backup-view';
import { useMay } from '../account/session-context.tsx';
import { useCancelOperation } from '../activity/use-cancel-operation.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../ui/menu.tsx';
import { useDownload } from './use-download.ts';
import { usePinBackup } from './use-pin-backup.ts';
import { useTryAgain } from './use-try-again.ts';
import { useVerifyBackup } from './use-verify-backup.ts';

type BackupRowMenuProps = {
  backup: BackupRow;
  onRestore(): void;
  onNewInstance(): void;
  onDelete(): void;
};

/** What one may do with a backup. Not there for those who may do nothing. */
export const BackupRowMenu = ({ backup, onRestore, onNewInstance, onDelete }: BackupRowMenuProps) => {
  const mayRestore = useMay('start-restore');
  const mayDelete = useMay('delete-backup');
  if (!mayRestore && !mayDelete) return null;
  return (
    <Menu
      trigger={
        <IconButton label={`Actions for ${backup.description}`}>
          <EllipsisVertical aria-hidden />
        </IconButton>
      }
    >
      {mayRestore && <UserItems backup={backup} onRestore={onRestore} onNewInstance={onNewInstance} />}
      {mayDelete && (
        <>
          <MenuSeparator />
          <MenuItem tone="bad" disabled={!isDeletable(backup.status)} onSelect={onDelete}>
            Delete
          </MenuItem>
        </>
      )}
    </Menu>
  );
};

const UserItems = ({ backup, onRestore, onNewInstance }: Omit<BackupRowMenuProps, 'onDelete'>) => {
  const pin = usePinBackup();
  const download = useDownload();
  const { cancel } = useCancelOperation();
  const { tryAgain } = useTryAgain();
  const { verify } = useVerifyBackup();
  const mayVerify = useMay('verify-backup');
  const mayMake = useMay('restore-to-new-instance');
  const { retry } = backup;
  const usable = isRestorable(backup.status);
  const verifiable = (usable || backup.status === 'damaged') && !backup.operationId;
  const moving = isMoving(backup.status);
  const { operationId } = backup;
  if (moving && operationId) return <MenuItem onSelect={() => cancel(operationId)}>Cancel</MenuItem>;
  return (
    <>
      {retry && <MenuItem onSelect={() => tryAgain(retry)}>Try again</MenuItem>}
      <MenuItem disabled={!usable} onSelect={onRestore}>
        Restore
      </MenuItem>
      {mayMake && (
        <MenuItem disabled={!usable} onSelect={onNewInstance}>
          Restore to new instance
        </MenuItem>
      )}
      <MenuItem disabled={!usable} onSelect={() => void download(backup.id)}>
        Download
      </MenuItem>
      {mayVerify && (
        <MenuItem disabled={!verifiable} onSelect={() => verify(backup.id)}>
          Verify
        </MenuItem>
      )}
      <MenuItem disabled={!usable} onSelect={() => pin(backup)}>
        {backup.pinned ? 'Stop keeping forever' : 'Keep forever'}
      </MenuItem>
    </>
  );
};
