'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { startRestore } from '#lib/actions/start-restore';
import { watchOperation } from '../activity/started-operations.ts';
import { StoreSub } from '../backups/store-sub.tsx';
import { dataStoreQuery } from '../data-stores/data-store-queries.ts';
import { settleStore } from '../queries/settle.ts';
import { useAction } from '../queries/use-action.ts';
import { Button } from '../ui/button.tsx';
import { Drawer } from '../ui/drawer.tsx';
import { useMessages } from '../ui/messages.tsx';
import { BackupField } from './backup-field.tsx';
import { Caution } from './caution.tsx';
import { PreflightChecks } from './preflight-checks.tsx';
import { preflightQuery, restoreKeys } from './restore-queries.ts';
import { readiness } from './restore-readiness.ts';
import { SafetyBackupField } from './safety-backup-field.tsx';
import { TargetField } from './target-field.tsx';
import { type RestoreFrom, useRestoreChoice } from './use-restore-choice.ts';

type RestoreDrawerProps = {
  /** The store whose menu it was opened from, or the backup. */
  from: RestoreFrom;
  open: boolean;
  onOpenChange(open: boolean): void;
  returnFocus?: (() => HTMLElement | null) | undefined;
};

/** Brings a backup back into a store: what, where, what is lost, what was checked; only then the button. */
export const RestoreDrawer = ({ from, ...drawer }: RestoreDrawerProps) => {
  const choice = useRestoreChoice(from);
  const { backup, dataStoreId, safetyBackup, confirmation } = choice;
  const backupId = backup?.id ?? null;
  const store = useQuery({ ...dataStoreQuery(dataStoreId ?? ''), enabled: dataStoreId !== null }).data;
  const preflight = useQuery({
    ...preflightQuery(backupId ?? '', dataStoreId ?? ''),
    enabled: drawer.open && backupId !== null && dataStoreId !== null,
  });
  const checked = preflight.isFetching || preflight.isError ? null : (preflight.data ?? null);
  const { ready } = readiness({ backupId, dataStoreId, preflight: checked, safetyBackup, confirmation });
  const restore = useRestore(() => drawer.onOpenChange(false));
  // A backup that went meanwhile stops the restore and the checks alike: it is said once.
  const told = restore.refusal !== null && preflight.error?.message === restore.refusal.message;
  const submit = () => {
    if (!ready || !backupId || !dataStoreId) return;
    const { requestKey } = choice;
    void restore.run({ backupId, dataStoreId, safetyBackup, confirmation, requestKey });
  };
  return (
    <Drawer
      {...drawer}
      title="Restore backup"
      sub={dataStoreId ? <StoreSub store={store} prefix="into " /> : 'Choose where to'}
      onSubmit={submit}
      failure={restore.refusal}
      action={
        <Button type="submit" variant="danger" busy={restore.busy} disabled={!ready}>
          Restore
        </Button>
      }
    >
      <BackupField choice={choice} />
      {'backup' in from && <TargetField choice={choice} />}
      {backup && dataStoreId && (
        <>
          <Caution storeName={store?.name} preflight={preflight.data} waiting={preflight.isFetching} />
          {!told && <PreflightChecks query={preflight} />}
          <SafetyBackupField
            storeName={store?.name ?? ''}
            on={safetyBackup}
            onChange={choice.setSafetyBackup}
            confirmation={confirmation}
            onConfirmation={choice.setConfirmation}
            error={restore.fields.confirmation}
          />
        </>
      )}
    </Drawer>
  );
};

const useRestore = (onStarted: () => void) => {
  const client = useQueryClient();
  const { say } = useMessages();
  return useAction(startRestore, {
    onDone: ({ operationId }) => {
      watchOperation(operationId);
      settleStore(client);
      say('Restore started', { href: '/activity' });
      onStarted();
    },
    // What was there a moment ago may be gone, or the store busy: the choices and the checks are made again.
    onRefused: ({ fields }) => {
      if (!fields) void client.invalidateQueries({ queryKey: restoreKeys.all });
    },
  });
};
