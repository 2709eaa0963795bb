'use client';

import { useQueryClient } from '@tanstack/react-query';
import { pinBackup } from '#lib/actions/pin-backup';
import type { BackupPage, BackupRow } from '#lib/domain/views/backup-view';
import { useAction } from '../queries/use-action.ts';
import { useMessages } from '../ui/messages.tsx';
import { backupKeys, withPinned } from './backup-queries.ts';

/** `Keep forever` and back: shown at once, taken back when it is refused. */
export const usePinBackup = () => {
  const client = useQueryClient();
  const { say, fail } = useMessages();
  const show = (backupId: string, pinned: boolean) =>
    client.setQueriesData<BackupPage>({ queryKey: backupKeys.lists }, (page) =>
      page ? withPinned(page, backupId, pinned) : page,
    );
  const settle = () => void client.invalidateQueries({ queryKey: backupKeys.all });
  const pin = useAction(pinBackup, {
    onDone: ({ keptDays }, { pinned }) => {
      if (pinned) say('Kept forever');
      else say(`No longer kept forever${keptDays === null ? '' : `. It goes in ${keptDays} days.`}`);
      settle();
    },
    onRefused: ({ message }) => {
      fail(message);
      settle();
    },
  });
  return (backup: Pick<BackupRow, 'id' | 'pinned'>) => {
    const change = { backupId: backup.id, pinned: !backup.pinned };
    show(change.backupId, change.pinned);
    void pin.run(change);
  };
};
