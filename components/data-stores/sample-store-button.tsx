'use client';

import { useQueryClient } from '@tanstack/react-query';
import { startSampleStore } from '#lib/actions/start-sample-store';
import { noteMovement } from '../queries/polling.ts';
import { useAction } from '../queries/use-action.ts';
import { Button } from '../ui/button.tsx';
import { useMessages } from '../ui/messages.tsx';
import { dataStoreKeys } from './data-store-queries.ts';

/** Starts a server that Amber runs and fills itself, so that there is something to back up. */
export const SampleStoreButton = ({ onStarted }: { onStarted(): void }) => {
  const client = useQueryClient();
  const { say, fail } = useMessages();
  const start = useAction(startSampleStore, {
    onDone: ({ id }) => {
      noteMovement();
      void client.invalidateQueries({ queryKey: dataStoreKeys.all });
      say('Sample store is starting', { href: `/data-stores/${id}` });
      onStarted();
    },
    onRefused: ({ message }) => fail(message),
  });
  return (
    <Button busy={start.busy} onClick={() => void start.run(null)}>
      Try a sample store
    </Button>
  );
};
