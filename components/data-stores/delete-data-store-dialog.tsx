'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { deleteDataStore } from '#lib/actions/delete-data-store';
import type { DataStoreDetail } from '#lib/domain/views/data-store-view';
import { bytesWords, countOf } from '#lib/domain/words/figures';
import { useAction } from '../queries/use-action.ts';
import { AlertDialog } from '../ui/alert-dialog.tsx';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { useMessages } from '../ui/messages.tsx';
import { dataStoreKeys, dataStoreQuery } from './data-store-queries.ts';
import { fateOfServer } from './store-words.ts';

export type DeleteDataStoreDialogProps = {
  dataStoreId: string;
  name: string;
  open: boolean;
  onOpenChange(open: boolean): void;
  /** After the store is gone from the list: its own page goes elsewhere. */
  onDeleted?: (() => void) | undefined;
};

export const DeleteDataStoreDialog = ({
  dataStoreId,
  name,
  onDeleted,
  ...dialog
}: DeleteDataStoreDialogProps) => {
  const [deleteBackups, setDeleteBackups] = useState(false);
  const store = useQuery(dataStoreQuery(dataStoreId)).data;
  const client = useQueryClient();
  const { say } = useMessages();
  const deleted = useRef(false);
  const remove = useAction(deleteDataStore, {
    onDone: () => {
      deleted.current = true;
      say('Data store deleted');
      dialog.onOpenChange(false);
      onDeleted?.();
      // Not the store itself, which this dialog still looks at and which is gone.
      for (const queryKey of [dataStoreKeys.list, ['backups'], ['activity']])
        void client.invalidateQueries({ queryKey });
    },
  });
  return (
    <AlertDialog
      {...dialog}
      title="Delete data store"
      failure={remove.refusal}
      // The button of the row that opened it goes with the row.
      returnFocus={() => (deleted.current ? document.querySelector('main') : null)}
      action={
        <Button
          variant="danger"
          busy={remove.busy}
          onClick={() => remove.run({ id: dataStoreId, deleteBackups })}
        >
          Delete
        </Button>
      }
    >
      <p>
        Amber forgets <b className="font-semibold text-text">{name}</b>, its connection and its schedule.{' '}
        {store ? fateOfServer(store) : null}
      </p>
      <p aria-live="polite">{fateOfBackups(store, deleteBackups)}</p>
      <div className="text-text">
        <Checkbox label="Also delete its backups" checked={deleteBackups} onChecked={setDeleteBackups} />
      </div>
    </AlertDialog>
  );
};

const fateOfBackups = (store: DataStoreDetail | undefined, deleteBackups: boolean): string => {
  const kept = store?.kept;
  if (kept?.backups === 0) return 'It has no backups.';
  const backups = kept ? `${countOf(kept.backups, 'backup')} (${bytesWords(kept.bytes)})` : 'backups';
  if (deleteBackups) return `Its ${backups} are deleted with it and cannot be brought back.`;
  return `Its ${backups} stay under Account > Backups until their dates, and can be restored into another store.`;
};
