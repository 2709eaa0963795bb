'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { applyPolicy } from '#lib/actions/apply-policy';
import type { StoreDrawerProps } from '../backups/store-drawer-props.ts';
import { StoreSub } from '../backups/store-sub.tsx';
import { dataStoreKeys, dataStoreQuery } from '../data-stores/data-store-queries.ts';
import { QueryTrouble } from '../queries/query-trouble.tsx';
import { settleStore } from '../queries/settle.ts';
import { useAction } from '../queries/use-action.ts';
import { Button } from '../ui/button.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { useMessages } from '../ui/messages.tsx';
import { formOf } from './schedule-draft.ts';
import { ScheduleFields } from './schedule-fields.tsx';
import { ScheduleSkeleton } from './schedule-skeleton.tsx';
import { BringBackNote, StaleNote } from './stale-note.tsx';
import { browserTimeZone } from './time-zones.ts';
import { useScheduleDraft } from './use-schedule-draft.ts';

/** When a store is backed up by itself, and how long that is kept. */
export const ScheduleDrawer = ({ dataStoreId, ...drawer }: StoreDrawerProps) => {
  const query = useQuery(dataStoreQuery(dataStoreId));
  const store = query.data;
  const [browserZone] = useState(browserTimeZone);
  const editing = useScheduleDraft(store?.policy, browserZone);
  const apply = useApply(dataStoreId, () => drawer.onOpenChange(false));
  const submit = () => {
    if (editing) void apply.run(formOf(editing.draft, dataStoreId, editing.revision));
  };
  // Told in the note below, with a way out that keeps what was chosen.
  const told = editing?.stale && apply.refusal?.code === 'conflict';
  return (
    <Drawer
      {...drawer}
      title="Backup schedule"
      sub={<StoreSub store={store} />}
      onSubmit={submit}
      failure={told ? null : apply.refusal}
      action={
        <Button type="submit" variant="primary" busy={apply.busy} disabled={!editing || editing.stale}>
          Apply
        </Button>
      }
    >
      {store && editing ? (
        <>
          {editing.stale && <StaleNote applied={store.policy} editing={editing} />}
          {editing.shelved && <BringBackNote onBringBack={editing.bringBack} />}
          <ScheduleFields store={store} editing={editing} errors={apply.fields} />
        </>
      ) : query.error ? (
        <QueryTrouble query={query} what="The schedule" />
      ) : (
        <ScheduleSkeleton />
      )}
    </Drawer>
  );
};

const useApply = (dataStoreId: string, onApplied: () => void) => {
  const client = useQueryClient();
  const { say } = useMessages();
  return useAction(applyPolicy, {
    onDone: () => {
      settleStore(client);
      say('Schedule applied', { href: `/data-stores/${dataStoreId}/backups` });
      onApplied();
    },
    // Somebody may have been faster: the drawer then shows what is applied now.
    onRefused: () => void client.invalidateQueries({ queryKey: dataStoreKeys.detail(dataStoreId) }),
  });
};
