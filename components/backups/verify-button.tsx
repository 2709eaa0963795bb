'use client';

import { useQueryClient } from '@tanstack/react-query';
import { verifyBackup } from '#lib/actions/verify-backup';
import type { BackupRow } from '#lib/domain/views/backup-view';
import { useMay } from '../account/session-context.tsx';
import { settleStore } from '../queries/settle.ts';
import { useAction } from '../queries/use-action.ts';
import { Button } from '../ui/button.tsx';
import { useMessages } from '../ui/messages.tsx';

/** Has a backup read again from its first byte to its last. */
export const VerifyButton = ({ backup }: { backup: Pick<BackupRow, 'id'> }) => {
  const client = useQueryClient();
  const { say, fail } = useMessages();
  const verify = useAction(verifyBackup, {
    onDone: () => {
      say('Verification started', { href: '/activity?kind=verification' });
      settleStore(client);
    },
    onRefused: ({ message }) => fail(message),
  });
  if (!useMay('verify-backup')) return null;
  return (
    <Button
      size="s"
      variant="ghost"
      busy={verify.busy}
      title="Reads it again from the first byte to the last"
      onClick={() => void verify.run({ backupId: backup.id })}
    >
      Verify
    </Button>
  );
};
