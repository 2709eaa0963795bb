'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { startRestoreToNewInstance } from '#lib/actions/start-restore-to-new-instance';
import { newInstanceName } from '#lib/domain/new-instance';
import type { BackupRow } from '#lib/domain/views/backup-view';
import type { NewInstancePlace, NewInstanceView } from '#lib/domain/views/new-instance-view';
import { watchOperation } from '../activity/started-operations.ts';
import { Description } from '../backups/description.tsx';
import { newRequestKey } from '../queries/request-key.ts';
import { settleStore } from '../queries/settle.ts';
import { useAction } from '../queries/use-action.ts';
import { Button } from '../ui/button.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { Field } from '../ui/field.tsx';
import { useMessages } from '../ui/messages.tsx';
import { Note } from '../ui/note.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { newInstanceQuery, placesQuery } from './new-instance-queries.ts';
import { PlaceField } from './place-field.tsx';
import { PreflightChecks } from './preflight-checks.tsx';
import { restoreKeys } from './restore-queries.ts';

type NewInstanceDrawerProps = {
  backup: BackupRow;
  open: boolean;
  onOpenChange(open: boolean): void;
  returnFocus?: (() => HTMLElement | null) | undefined;
};

/** Brings a backup back into a server of its own: what it will be called, where, which server, what was checked. */
export const NewInstanceDrawer = ({ backup, ...drawer }: NewInstanceDrawerProps) => {
  const [name, setName] = useState(() => newInstanceName(backup.product ?? 'redis', new Date()));
  const [chosen, setChosen] = useState<string | null>(null);
  const [uri, setUri] = useState('');
  const [requestKey, setRequestKey] = useState(newRequestKey);
  const places = useQuery({ ...placesQuery(backup.id), enabled: drawer.open });
  const where = chosen ?? firstPossible(places.data?.places ?? []);
  const preview = useQuery({
    ...newInstanceQuery(backup.id, where),
    enabled: drawer.open && !places.isPending,
  });
  const checked = preview.isFetching || preview.isError ? null : (preview.data ?? null);
  const restore = useRestore(() => drawer.onOpenChange(false));
  // Another wish is another restore: the key of a request whose answer was lost must not bring that one back.
  const wishing =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      set(value);
      setRequestKey(newRequestKey());
      restore.clear();
    };
  const isEndpoint = where === 'endpoint';
  const ready = checked?.allowed === true && (!isEndpoint || uri.trim() !== '');
  const submit = () => {
    if (ready) void restore.run({ backupId: backup.id, name, where, uri: isEndpoint ? uri : '', requestKey });
  };
  return (
    <Drawer
      {...drawer}
      title="Restore to new instance"
      sub={
        <>
          from <Description text={backup.description} />
        </>
      }
      onSubmit={submit}
      failure={restore.refusal}
      action={
        <Button type="submit" variant="primary" busy={restore.busy} disabled={!ready}>
          Restore
        </Button>
      }
    >
      <Field label="Name" hint={untouched(backup)} error={restore.fields.name}>
        <TextInput mono value={name} onValue={wishing(setName)} />
      </Field>
      <PlaceField
        backupId={backup.id}
        value={where}
        onValue={wishing(setChosen)}
        error={restore.fields.where}
      />
      {isEndpoint && (
        <Field
          label="Connection URI"
          hint="It is asked when you press Restore: nothing may be in it."
          error={restore.fields.uri}
        >
          <TextInput mono placeholder={ADDRESS_FORMS[backup.engine]} value={uri} onValue={wishing(setUri)} />
        </Field>
      )}
      {checked?.server && <ServerNote view={checked} server={checked.server} />}
      <PreflightChecks query={preview} />
    </Drawer>
  );
};

/** An empty server is none that Amber could propose: only its owner knows the address. */
const firstPossible = (places: readonly NewInstancePlace[]): string =>
  places.find(({ where, disabled }) => !disabled && where !== 'endpoint')?.where ?? 'local';

const ADDRESS_FORMS: Record<BackupRow['engine'], string> = {
  redis: 'redis://user:password@host:6379',
  janusgraph: 'ws://user:password@host:8182/gremlin?graph=name',
};

const untouched = ({ dataStoreExists, dataStoreName }: BackupRow): string =>
  dataStoreExists
    ? `A data store of this name appears at once. ${dataStoreName} is not touched.`
    : 'A data store of this name appears at once.';

/** Which server it will be. One unlike that of the backup is worth a look. */
const ServerNote = ({ view, server }: { view: NewInstanceView; server: string }) => (
  <Note tone={view.difference ? 'warn' : 'info'} title={`It will be a ${server}.`}>
    {view.difference && <p>{view.difference}</p>}
    <p>
      Amber starts it on the machine of its worker, on the loopback address, with a password of its own. It
      stops and starts with Amber, and goes when its data store is deleted.
    </p>
  </Note>
);

const useRestore = (onStarted: () => void) => {
  const client = useQueryClient();
  const { say } = useMessages();
  return useAction(startRestoreToNewInstance, {
    onDone: ({ operationId, dataStoreId }) => {
      watchOperation(operationId);
      settleStore(client);
      say('Restore started', { href: `/data-stores/${dataStoreId}` });
      onStarted();
    },
    onRefused: ({ fields }) => {
      if (!fields) void client.invalidateQueries({ queryKey: restoreKeys.all });
    },
  });
};
