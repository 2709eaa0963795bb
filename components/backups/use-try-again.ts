'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { startBackup } from '#lib/actions/start-backup';
import type { BackupRetry } from '#lib/domain/backup-retry';
import { watchOperation } from '../activity/started-operations.ts';
import { newRequestKey } from '../queries/request-key.ts';
import { settleStore } from '../queries/settle.ts';
import { useAction } from '../queries/use-action.ts';
import { useMessages } from '../ui/messages.tsx';

/** `Try again` of a backup that failed. */
export const useTryAgain = () => {
  const client = useQueryClient();
  const { say, fail } = useMessages();
  // One row, one new backup: a second press finds the first one's.
  const [requestKey, setRequestKey] = useState(newRequestKey);
  const start = useAction(startBackup, {
    onDone: ({ operationId }, { dataStoreId }) => {
      watchOperation(operationId);
      say('Backup started', { href: `/data-stores/${dataStoreId}/backups` });
      settleStore(client);
    },
    onRefused: ({ message }) => {
      setRequestKey(newRequestKey());
      fail(message);
      settleStore(client);
    },
  });
  return {
    busy: start.busy,
    tryAgain: (retry: BackupRetry) => void start.run({ ...retry, requestKey }),
  };
};
