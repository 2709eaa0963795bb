'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { startBackup } from '#lib/actions/start-backup';
import { DEFAULT_RETENTION_DAYS, MAX_RETENTION_DAYS } from '#lib/domain/backup';
import { dateWords } from '#lib/domain/words/times';
import { watchOperation } from '../activity/started-operations.ts';
import { dataStoreQuery } from '../data-stores/data-store-queries.ts';
import { newRequestKey } from '../queries/request-key.ts';
import { settleStore } from '../queries/settle.ts';
import { useAction } from '../queries/use-action.ts';
import { wholeDays } from '../queries/whole-days.ts';
import { Button } from '../ui/button.tsx';
import { useTimeZone } from '../ui/clock.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { Field } from '../ui/field.tsx';
import { useMessages } from '../ui/messages.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { BackupOutlook } from './backup-outlook.tsx';
import { RETENTION_RANGE, RetentionField } from './retention-field.tsx';
import type { StoreDrawerProps } from './store-drawer-props.ts';
import { StoreSub } from './store-sub.tsx';

/** Starts one backup of a store by hand. */
export const ManualBackupDrawer = ({ dataStoreId, ...drawer }: StoreDrawerProps) => {
  const [description, setDescription] = useState('');
  const [retention, setRetention] = useState(String(DEFAULT_RETENTION_DAYS));
  // One for the life of the drawer: a second press, or one after a lost answer, finds the same backup.
  const [requestKey] = useState(newRequestKey);
  const store = useQuery(dataStoreQuery(dataStoreId)).data;
  const days = wholeDays(retention, MAX_RETENTION_DAYS);
  const client = useQueryClient();
  const { say } = useMessages();
  const create = useAction(startBackup, {
    onDone: ({ operationId }) => {
      watchOperation(operationId);
      settleStore(client);
      say('Backup started', { href: `/data-stores/${dataStoreId}/backups` });
      drawer.onOpenChange(false);
    },
  });
  const submit = () => create.run({ dataStoreId, description, retentionDays: retention, requestKey });
  return (
    <Drawer
      {...drawer}
      title="Manual backup"
      sub={<StoreSub store={store} />}
      onSubmit={submit}
      failure={create.refusal}
      action={
        <Button type="submit" variant="primary" busy={create.busy}>
          Create
        </Button>
      }
    >
      <Field
        label="Description"
        hint="What will help you recognise it when you need it."
        error={create.fields.description}
      >
        <TextInput
          value={description}
          onValue={setDescription}
          placeholder={store ? `Manual backup of ${store.name}` : ''}
        />
      </Field>
      <RetentionField
        value={retention}
        onValue={setRetention}
        hint={days !== null && <DeletedOn days={days} />}
        error={days === null ? (create.fields.retentionDays ?? RETENTION_RANGE) : undefined}
      />
      <BackupOutlook store={store} />
    </Drawer>
  );
};

const DeletedOn = ({ days }: { days: number }) => {
  const zone = useTimeZone();
  const [openedAt] = useState(() => Date.now());
  const date = dateWords(new Date(openedAt + days * 86_400_000), zone);
  return `Deleted on ${date}. The last good backup of a store is never deleted.`;
};
