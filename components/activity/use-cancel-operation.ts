'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { cancelOperation } from '#lib/actions/cancel-operation';
import type { ActivityRow } from '#lib/domain/views/activity-view';
import type { Page } from '#lib/domain/views/page';
import { settleStore } from '../queries/settle.ts';
import { useAction } from '../queries/use-action.ts';
import { useMessages } from '../ui/messages.tsx';
import { activityKeys, withCancelRequested } from './activity-queries.ts';

/** Asks a running operation to stop. `asked` is true from the click on, until the row itself says how it ended. */
export const useCancelOperation = () => {
  const client = useQueryClient();
  const { fail } = useMessages();
  const [asked, setAsked] = useState<string | null>(null);
  const cancel = useAction(cancelOperation, {
    onDone: () => settleStore(client),
    onRefused: ({ message }) => {
      setAsked(null);
      fail(message);
      settleStore(client);
    },
  });
  const run = (operationId: string) => {
    setAsked(operationId);
    client.setQueriesData<Page<ActivityRow>>({ queryKey: activityKeys.lists }, (page) =>
      page ? withCancelRequested(page, operationId) : page,
    );
    void cancel.run({ operationId });
  };
  return { asked, cancel: run };
};
