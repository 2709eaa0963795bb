'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { deleteBackup } from '#lib/actions/delete-backup';
import type { BackupPage, BackupRow } from '#lib/domain/views/backup-view';
import { bytesWords } from '#lib/domain/words/figures';
import { countedWords } from '#lib/domain/words/holdings';
import { exactWords } from '#lib/domain/words/times';
import { settleStore } from '../queries/settle.ts';
import { useAction } from '../queries/use-action.ts';
import { AlertDialog } from '../ui/alert-dialog.tsx';
import { Button } from '../ui/button.tsx';
import { useTimeZone } from '../ui/clock.tsx';
import { useMessages } from '../ui/messages.tsx';
import { Note } from '../ui/note.tsx';
import { backupKeys, backupListQuery, withDeleting } from './backup-queries.ts';
import { begunWord } from './backup-words.ts';
import { deletionWarning } from './deletion-words.ts';
import { Description } from './description.tsx';

type DeleteBackupDialogProps = { backup: BackupRow; open: boolean; onOpenChange(open: boolean): void };

/** Asks before a backup is deleted, and says what one is left with. */
export const DeleteBackupDialog = ({ backup, ...dialog }: DeleteBackupDialogProps) => {
  const client = useQueryClient();
  const zone = useTimeZone();
  const { say } = useMessages();
  const remove = useAction(deleteBackup, {
    onDone: (_, { backupId }) => {
      client.setQueriesData<BackupPage>({ queryKey: backupKeys.lists }, (page) =>
        page ? withDeleting(page, backupId) : page,
      );
      settleStore(client);
      say('Backup deleted');
      dialog.onOpenChange(false);
    },
    onRefused: () => settleStore(client),
  });
  const { dataStoreId, status } = backup;
  const others = useQuery({
    ...backupListQuery({ dataStore: dataStoreId, status: 'available' }),
    enabled: status === 'available',
  });
  const warning = deletionWarning(backup, others.data?.rows ?? null);
  const figures = [
    backup.keys === null ? '' : countedWords({ keys: backup.keys, edges: backup.edges }),
    backup.storedBytes === null ? '' : bytesWords(backup.storedBytes),
  ].filter(Boolean);
  return (
    <AlertDialog
      {...dialog}
      title="Delete backup"
      failure={remove.refusal}
      action={
        <Button variant="danger" busy={remove.busy} onClick={() => void remove.run({ backupId: backup.id })}>
          Delete
        </Button>
      }
    >
      <p>
        <strong className="font-semibold text-text">
          <Description time="none" text={backup.description} />
        </strong>{' '}
        of {backup.dataStoreName}, {begunWord(status).toLowerCase()} {exactWords(backup.createdAt, zone)}
        {figures.length > 0 && ` (${figures.join(', ')})`}. Its files are removed from the storage; this
        cannot be undone.
      </p>
      {warning && (
        <Note tone={warning.tone} title={warning.title}>
          {warning.text}
        </Note>
      )}
    </AlertDialog>
  );
};
