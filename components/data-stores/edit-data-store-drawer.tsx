'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { editDataStore } from '#lib/actions/edit-data-store';
import { isOnMachine } from '#lib/domain/instance';
import type { DataStoreRow } from '#lib/domain/views/data-store-view';
import { QueryTrouble } from '../queries/query-trouble.tsx';
import { useAction } from '../queries/use-action.ts';
import { Button } from '../ui/button.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { Field } from '../ui/field.tsx';
import { useMessages } from '../ui/messages.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { ConnectionTestNote } from './connection-test.tsx';
import { dataStoreKeys, dataStoreQuery } from './data-store-queries.ts';
import { StoreFields } from './store-fields.tsx';
import { formOfStore, inputOf, retypeReason } from './store-form.ts';
import { useStoreForm } from './use-store-form.ts';

export type EditDataStoreDrawerProps = {
  dataStoreId: string;
  open: boolean;
  onOpenChange(open: boolean): void;
};

export const EditDataStoreDrawer = ({ dataStoreId, ...drawer }: EditDataStoreDrawerProps) => {
  // Asked afresh on opening: a form must not begin with what somebody changed in the meantime.
  const query = useQuery({ ...dataStoreQuery(dataStoreId), staleTime: 0 });
  const store = query.isFetchedAfterMount ? query.data : undefined;
  const { form, change, tryOut, found, test, standing, sent } = useStoreForm(
    store ? formOfStore(store) : null,
    dataStoreId,
  );
  const client = useQueryClient();
  const { say } = useMessages();
  const edit = useAction(editDataStore, {
    onDone: () => {
      void client.invalidateQueries({ queryKey: dataStoreKeys.all });
      say('Data store changed');
      drawer.onOpenChange(false);
    },
  });
  const submit = () => {
    sent();
    test.clear();
    void edit.run({ id: dataStoreId, ...inputOf(form) });
  };
  return (
    <Drawer
      {...drawer}
      title="Edit data store"
      sub={store?.name ?? query.data?.name ?? ' '}
      onSubmit={submit}
      failure={edit.refusal}
      startAction={
        <Button
          busy={test.busy}
          disabled={!store || isNameOnly(store)}
          onClick={() => {
            edit.clear();
            void tryOut();
          }}
        >
          Test connection
        </Button>
      }
      action={
        <Button type="submit" variant="primary" busy={edit.busy} disabled={!store}>
          Apply
        </Button>
      }
    >
      {store && isNameOnly(store) ? (
        <NameOfSample
          name={form.name}
          onName={(name) => change({ name })}
          error={edit.fields.name ?? edit.fields.host}
        />
      ) : store ? (
        <>
          <StoreFields
            form={form}
            onChange={change}
            errors={standing({ ...test.fields, ...edit.fields })}
            stored={{
              hasPassword: store.connection.hasPassword,
              hasClientKey: store.connection.tls?.hasClientKey ?? false,
            }}
            retype={retypeReason(form, store.connection)}
          />
          <ConnectionTestNote busy={test.busy} found={found} refusal={test.refusal} />
        </>
      ) : query.error ? (
        <QueryTrouble query={query} what="The data store" />
      ) : (
        <FieldSkeletons />
      )}
    </Drawer>
  );
};

/** Of a server that runs on a worker's machine, or is not there. */
const isNameOnly = ({ runByAmber, madeBy }: Pick<DataStoreRow, 'runByAmber' | 'madeBy'>): boolean =>
  madeBy === null ? runByAmber : isOnMachine(madeBy);

type NameOfSampleProps = { name: string; onName(name: string): void; error: string | undefined };

/** Where its server is and how it is reached is Amber's own business. */
const NameOfSample = ({ name, onName, error }: NameOfSampleProps) => (
  <Field label="Name" error={error} hint="Amber runs this server itself: only the name can be changed.">
    <TextInput value={name} onValue={onName} />
  </Field>
);

const FieldSkeletons = () => (
  <Loading what="the data store">
    <div className="flex flex-col gap-5">
      {['uri', 'name', 'engine', 'host', 'user'].map((field) => (
        <div key={field} className="flex flex-col gap-1.5">
          <Skeleton className="my-[3px] h-3.5 w-24" />
          <Skeleton className="h-[38px] w-full rounded-md" />
        </div>
      ))}
    </div>
  </Loading>
);
