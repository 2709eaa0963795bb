'use client';

import type { BackupRow } from '#lib/domain/views/backup-view';
import { useMay } from '../account/session-context.tsx';
import { Button } from '../ui/button.tsx';
import { useVerifyBackup } from './use-verify-backup.ts';

/** Has a backup read again from its first byte to its last. */
export const VerifyButton = ({ backup }: { backup: Pick<BackupRow, 'id' | 'operationId'> }) => {
  const { busy, verify } = useVerifyBackup();
  if (!useMay('verify-backup')) return null;
  const underWay = backup.operationId !== null;
  return (
    <Button
      size="s"
      variant="ghost"
      busy={busy}
      disabled={underWay}
      title={underWay ? 'It is being read now' : 'Reads it again from the first byte to the last'}
      onClick={() => verify(backup.id)}
    >
      Verify
    </Button>
  );
};
