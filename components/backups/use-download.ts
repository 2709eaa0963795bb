'use client';

import { useQueryClient } from '@tanstack/react-query';
import { AnswerError, answerErrorOf } from '../queries/fetch-json.ts';
import { settleStore } from '../queries/settle.ts';
import { useMessages } from '../ui/messages.tsx';

export const downloadHref = (backupId: string): string =>
  `/api/backups/${encodeURIComponent(backupId)}/download`;

/** Null when the file can be read; else why not. One byte is asked for: that opens the artefact. */
const refusalOf = async (href: string): Promise<AnswerError | null> => {
  const answer = await fetch(href, { headers: { range: 'bytes=0-0' }, cache: 'no-store' }).catch(() => null);
  if (answer === null) return new AnswerError(0, 'internal', 'Amber does not answer. Is it running?');
  return answer.ok ? null : answerErrorOf(answer);
};

/** Starts a download, or says why it cannot be: a browser itself only shows that a download failed. */
export const useDownload = () => {
  const client = useQueryClient();
  const { fail } = useMessages();
  return async (backupId: string): Promise<void> => {
    const href = downloadHref(backupId);
    const refusal = await refusalOf(href);
    if (refusal) {
      fail(refusal.message);
      settleStore(client);
      return;
    }
    const link = document.createElement('a');
    link.href = href;
    link.download = '';
    link.click();
  };
};
