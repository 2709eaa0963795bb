'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { startBackup } from '#lib/actions/start-backup';
import { DEFAULT_RETENTION_DAYS } from '#lib/domain/backup';
import { watchOperation } from '../activity/started-operations.ts';
import { newRequestKey } from '../queries/request-key.ts';
import { settleStore } from '../queries/settle.ts';
import { useAction } from '../queries/use-action.ts';
import { Button } from '../ui/button.tsx';
import { useMessages } from '../ui/messages.tsx';

/** Presses within this time are one press. */
const ONE_PRESS_MS = 2_000;

type BackUpNowProps = {
  dataStoreId: string;
  /** How many on-demand ones the store's plan keeps; null without a plan. */
  onDemandKept: number | null;
  moving: boolean;
};

const keptWords = (onDemandKept: number | null): string => {
  if (onDemandKept === null) return `Kept for ${DEFAULT_RETENTION_DAYS} days`;
  return onDemandKept === 1
    ? 'Replaces the last on-demand backup once it is available'
    : `The last ${onDemandKept} on-demand backups are kept`;
};

/** Starts a backup at once, with nothing to fill in. */
export const BackUpNow = ({ dataStoreId, onDemandKept, moving }: BackUpNowProps) => {
  const client = useQueryClient();
  const { say, fail } = useMessages();
  const press = useRef({ key: '', at: Number.NEGATIVE_INFINITY });
  const start = useAction(startBackup, {
    onDone: ({ operationId }) => {
      say('Backup started');
      watchOperation(operationId);
      settleStore(client);
    },
    onRefused: ({ message }) => {
      press.current.at = Number.NEGATIVE_INFINITY;
      fail(message);
      settleStore(client);
    },
  });
  const run = () => {
    // The second click of a double click may come after the first was answered: with the same key it finds the same
    // backup instead of being told that the store is busy.
    if (performance.now() - press.current.at > ONE_PRESS_MS) {
      press.current = { key: newRequestKey(), at: performance.now() };
    }
    const { key: requestKey } = press.current;
    void start.run({ dataStoreId, description: '', retentionDays: null, requestKey });
  };
  return (
    <Button
      variant="primary"
      size="s"
      busy={start.busy}
      disabled={moving}
      title={moving ? 'A backup of this store is under way' : keptWords(onDemandKept)}
      onClick={run}
    >
      Back up now
    </Button>
  );
};
