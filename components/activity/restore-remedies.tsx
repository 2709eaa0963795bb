'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { restoreAgain } from '#lib/actions/restore-again';
import { restoreSafetyBackup } from '#lib/actions/restore-safety-backup';
import type { RestoreOffers } from '#lib/domain/restore';
import { useMay } from '../account/session-context.tsx';
import { newRequestKey } from '../queries/request-key.ts';
import { settleStore } from '../queries/settle.ts';
import { type Refusal, useAction } from '../queries/use-action.ts';
import { Button } from '../ui/button.tsx';
import { useMessages } from '../ui/messages.tsx';
import { watchOperation } from './started-operations.ts';

/** The ways out of a restore that left its target incomplete, and the way back from one that ran through. */
export const RestoreRemedies = ({ restore }: { restore: RestoreOffers & { id: string } }) => {
  const client = useQueryClient();
  const { say, fail } = useMessages();
  const [keys] = useState(() => ({ again: newRequestKey(), back: newRequestKey() }));
  const outcome = {
    onDone: ({ operationId }: { operationId: string }) => {
      watchOperation(operationId);
      say('Restore started');
      settleStore(client);
    },
    onRefused: ({ message }: Refusal) => {
      fail(message);
      settleStore(client);
    },
  };
  const again = useAction(restoreAgain, outcome);
  const back = useAction(restoreSafetyBackup, outcome);
  const mayRestore = useMay('start-restore');
  if (!mayRestore || (!restore.again && !restore.rollBack)) return null;
  const restoreId = restore.id;
  const busy = again.busy || back.busy;
  return (
    <div className="mt-1 flex flex-wrap gap-2">
      {restore.again && (
        <Button
          size="s"
          busy={again.busy}
          disabled={busy && !again.busy}
          onClick={() => void again.run({ restoreId, requestKey: keys.again })}
        >
          Restore again
        </Button>
      )}
      {restore.rollBack && (
        <Button
          size="s"
          busy={back.busy}
          disabled={busy && !back.busy}
          onClick={() => void back.run({ restoreId, requestKey: keys.back })}
        >
          Restore the safety backup
        </Button>
      )}
    </div>
  );
};
