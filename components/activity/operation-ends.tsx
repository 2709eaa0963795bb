'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { isMoving } from '#lib/domain/operation';
import { AnswerError } from '../queries/fetch-json.ts';
import { settleStore } from '../queries/settle.ts';
import { useMessages } from '../ui/messages.tsx';
import { operationQuery } from './activity-queries.ts';
import { endWords } from './end-words.ts';
import { forgetOperation, useStartedOperations } from './started-operations.ts';

/** Says how what was started in this tab ended, wherever the reader is by then. Asks nothing while nothing runs. */
export const OperationEnds = () =>
  useStartedOperations().map((id) => <OperationEnd key={id} operationId={id} />);

const OperationEnd = ({ operationId }: { operationId: string }) => {
  const client = useQueryClient();
  const { say, fail } = useMessages();
  const { data, error } = useQuery(operationQuery(operationId));
  const gone = error instanceof AnswerError && (error.status === 404 || error.status === 403);
  useEffect(() => {
    if (gone) forgetOperation(operationId);
  }, [gone, operationId]);
  useEffect(() => {
    if (!data || isMoving(data.state) || !forgetOperation(operationId)) return;
    const { tone, text, href } = endWords(data);
    if (tone === 'bad') fail(text, { href });
    else say(text, { href });
    settleStore(client);
  }, [data, operationId, client, say, fail]);
  return null;
};
