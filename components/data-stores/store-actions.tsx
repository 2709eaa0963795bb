'use client';

import { EllipsisVertical } from 'lucide-react';
import { useState } from 'react';
import { useMay } from '#components/account/session-context';
import { ManualBackupLauncher } from '#components/backups/manual-backup-launcher';
import { RestoreLauncher } from '#components/restores/restore-launcher';
import { ScheduleLauncher } from '#components/schedules/schedule-launcher';
import type { DataStoreRow } from '#lib/domain/views/data-store-view';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, MenuItem, MenuSeparator, MenuSub } from '../ui/menu.tsx';
import { DeleteDataStoreLauncher } from './delete-data-store-launcher.tsx';
import { EditDataStoreLauncher } from './edit-data-store-launcher.tsx';
import { neverCameUp } from './store-words.ts';

type Task = 'edit' | 'manual' | 'schedule' | 'restore' | 'delete';

type StoreActionsProps = {
  store: Pick<DataStoreRow, 'id' | 'name' | 'status' | 'runByAmber'>;
  onDeleted?: () => void;
};

/** The menu of a store, and the drawers that it opens; each is loaded when it is first wanted. */
export const StoreActions = ({ store, onDeleted }: StoreActionsProps) => {
  const [task, setTask] = useState<Task | null>(null);
  const isThere = !neverCameUp(store) && !(store.runByAmber && store.status === 'pending');
  const may = {
    edit: useMay('edit-data-store') && isThere,
    backUp: useMay('start-backup') && isThere,
    schedule: useMay('apply-policy') && isThere,
    restore: useMay('start-restore') && isThere,
    remove: useMay('delete-data-store'),
  };
  const drawer = (which: Task) => ({
    dataStoreId: store.id,
    open: task === which,
    onOpenChange: (open: boolean) => setTask(open ? which : null),
  });
  return (
    <>
      <Menu
        trigger={
          <IconButton label={`Actions for ${store.name}`}>
            <EllipsisVertical aria-hidden />
          </IconButton>
        }
      >
        <MenuItem disabled={!may.edit} onSelect={() => setTask('edit')}>
          Edit
        </MenuItem>
        <MenuSub label="Backups">
          <MenuItem disabled={!may.backUp} onSelect={() => setTask('manual')}>
            Manual
          </MenuItem>
          <MenuItem disabled={!may.schedule} onSelect={() => setTask('schedule')}>
            Schedule
          </MenuItem>
          <MenuItem disabled={!may.restore} onSelect={() => setTask('restore')}>
            Restore
          </MenuItem>
        </MenuSub>
        <MenuSeparator />
        <MenuItem tone="bad" disabled={!may.remove} onSelect={() => setTask('delete')}>
          Delete
        </MenuItem>
      </Menu>
      <EditDataStoreLauncher {...drawer('edit')} />
      <DeleteDataStoreLauncher {...drawer('delete')} name={store.name} onDeleted={onDeleted} />
      <ManualBackupLauncher {...drawer('manual')} />
      <ScheduleLauncher {...drawer('schedule')} />
      <RestoreLauncher {...drawer('restore')} />
    </>
  );
};
