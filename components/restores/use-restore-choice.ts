'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BackupOption, BackupRow } from '#lib/domain/views/backup-view';
import { newRequestKey } from '../queries/request-key.ts';
import { backupOptionsQuery, optionOf, presetBackup } from './restore-queries.ts';

export type RestoreFrom = { dataStoreId: string } | { backup: BackupRow };

export type RestoreChoice = ReturnType<typeof useRestoreChoice>;

/** What is chosen in the drawer. A store starts from its newest backup, a backup from its own store. */
export const useRestoreChoice = (from: RestoreFrom) => {
  const [dataStoreId, setDataStoreId] = useState(
    'dataStoreId' in from ? from.dataStoreId : from.backup.dataStoreExists ? from.backup.dataStoreId : null,
  );
  const [chosen, setChosen] = useState<BackupOption | null>('backup' in from ? optionOf(from.backup) : null);
  const [safetyBackup, setSafetyBackup] = useState(true);
  const [confirmation, setConfirmation] = useState('');
  const [requestKey, setRequestKey] = useState(newRequestKey);
  const newest = useQuery({
    ...backupOptionsQuery(dataStoreId ?? '', ''),
    enabled: dataStoreId !== null && chosen === null,
  });
  const preset = chosen === null ? presetBackup(newest.data?.groups ?? []) : null;
  // Held from the first moment: a newer backup that appears meanwhile must not slip under the reader's hand.
  if (preset) setChosen(preset);
  const backup = chosen ?? preset;
  // Another choice is another restore: the key of a request whose answer was lost must not bring that one back.
  const choosing = <Value>(set: (value: Value) => void) => {
    return (value: Value) => {
      set(value);
      setConfirmation('');
      setRequestKey(newRequestKey());
    };
  };
  return {
    backup,
    /** Whether it is still being found out which backup to begin with. */
    presetting: chosen === null && newest.isLoading,
    dataStoreId,
    safetyBackup,
    confirmation,
    requestKey,
    setBackup: choosing<BackupOption>(setChosen),
    setDataStoreId: choosing<string>(setDataStoreId),
    setSafetyBackup: choosing<boolean>(setSafetyBackup),
    setConfirmation,
  };
};
