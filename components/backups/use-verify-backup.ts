'use client';

import { useQueryClient } from '@tanstack/react-query';
import { verifyBackup } from '#lib/actions/verify-backup';
import { watchOperation } from '../activity/started-operations.ts';
import { settleStore } from '../queries/settle.ts';
import { useAction } from '../queries/use-action.ts';
import { useMessages } from '../ui/messages.tsx';

/** `Verify`: has a backup read again from its first byte to its last. */
export const useVerifyBackup = () => {
  const client = useQueryClient();
  const { say, fail } = useMessages();
  const { busy, run } = useAction(verifyBackup, {
    onDone: ({ operationId }) => {
      say('Verification started', { href: '/activity?kind=verification' });
      watchOperation(operationId);
      settleStore(client);
    },
    onRefused: ({ message }) => fail(message),
  });
  return { busy, verify: (backupId: string) => void run({ backupId }) };
};
