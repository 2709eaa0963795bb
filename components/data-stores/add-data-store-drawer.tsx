'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { addDataStore } from '#lib/actions/add-data-store';
import { useAction } from '../queries/use-action.ts';
import { Button } from '../ui/button.tsx';
import { useTimeZone } from '../ui/clock.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { useMessages } from '../ui/messages.tsx';
import { Note } from '../ui/note.tsx';
import { ConnectionTestNote } from './connection-test.tsx';
import { dataStoreKeys } from './data-store-queries.ts';
import { dropStoreDraft, keepStoreDraft, storeDraft } from './store-draft.ts';
import { StoreFields } from './store-fields.tsx';
import { EMPTY_FORM, inputOf } from './store-form.ts';
import { useStoreForm } from './use-store-form.ts';

export type AddDataStoreDrawerProps = {
  open: boolean;
  onOpenChange(open: boolean): void;
  /** What has the focus after a store was added, as the button of the empty list goes with it. */
  focusWhenAdded(): HTMLElement | null;
};

export const AddDataStoreDrawer = ({ focusWhenAdded, ...drawer }: AddDataStoreDrawerProps) => {
  const added = useRef(false);
  const [draft] = useState(storeDraft);
  const [afresh, setAfresh] = useState(false);
  const { form, change, tryOut, found, test, standing, sent } = useStoreForm(draft ?? EMPTY_FORM);
  const client = useQueryClient();
  const timeZone = useTimeZone();
  const { say } = useMessages();
  const add = useAction(addDataStore, {
    onDone: ({ id, scheduled }) => {
      added.current = true;
      dropStoreDraft();
      void client.invalidateQueries({ queryKey: dataStoreKeys.all });
      say('Data store added', { href: `/data-stores/${id}` });
      if (scheduled) say('Daily backups are automatically scheduled', { href: `/data-stores/${id}/backups` });
      drawer.onOpenChange(false);
    },
  });
  return (
    <Drawer
      {...drawer}
      onOpenChange={(open) => {
        if (!open && !added.current) keepStoreDraft(form);
        drawer.onOpenChange(open);
      }}
      returnFocus={() => (added.current ? focusWhenAdded() : null)}
      title="Add data store"
      sub="Amber asks how it is every 30 s, reads its data when it backs up, and writes only when you restore."
      onSubmit={() => {
        sent();
        test.clear();
        void add.run({ ...inputOf(form), timeZone });
      }}
      failure={add.refusal}
      startAction={
        <Button
          busy={test.busy}
          onClick={() => {
            add.clear();
            void tryOut();
          }}
        >
          Test connection
        </Button>
      }
      action={
        <Button type="submit" variant="primary" busy={add.busy}>
          Add
        </Button>
      }
    >
      {draft && !afresh && (
        <Note tone="info">
          What you typed before is still here, without passwords and keys.{' '}
          <button
            type="button"
            className="link"
            onClick={() => {
              change(EMPTY_FORM);
              dropStoreDraft();
              setAfresh(true);
            }}
          >
            Start afresh
          </button>
        </Note>
      )}
      <StoreFields
        form={form}
        onChange={change}
        errors={standing({ ...test.fields, ...add.fields })}
        stored={null}
        retype={null}
      />
      <ConnectionTestNote busy={test.busy} found={found} refusal={test.refusal} />
    </Drawer>
  );
};
