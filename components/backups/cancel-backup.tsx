'use client';

import type { BackupRow } from '#lib/domain/views/backup-view';
import { useMay } from '../account/session-context.tsx';
import { useCancelOperation } from '../activity/use-cancel-operation.ts';
import { Button } from '../ui/button.tsx';

/** Stops a backup that is under way. */
export const CancelBackup = ({ backup }: { backup: Pick<BackupRow, 'operationId'> }) => {
  const { asked, cancel } = useCancelOperation();
  const mayCancel = useMay('cancel-operation');
  const { operationId } = backup;
  if (!mayCancel || !operationId) return null;
  return (
    <Button size="s" className="relative" busy={asked === operationId} onClick={() => cancel(operationId)}>
      Cancel
    </Button>
  );
};
