'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { TargetOption } from '#lib/domain/views/backup-view';
import { serverWords } from '../backups/backup-words.ts';
import { dataStoreQuery } from '../data-stores/data-store-queries.ts';
import { Combobox } from '../ui/combobox.tsx';
import type { ComboboxOption } from '../ui/combobox-options.ts';
import { Field } from '../ui/field.tsx';
import { targetsQuery } from './restore-queries.ts';
import type { RestoreChoice } from './use-restore-choice.ts';

/** Which store the backup goes into. */
export const TargetField = ({ choice }: { choice: RestoreChoice }) => {
  const { backup, dataStoreId } = choice;
  const query = useQuery({ ...targetsQuery(backup?.id ?? ''), enabled: backup !== null });
  const preset = useQuery({ ...dataStoreQuery(dataStoreId ?? ''), enabled: dataStoreId !== null }).data;
  const options = useMemo(() => (query.data?.options ?? []).map(comboboxOption), [query.data]);
  return (
    <Field label="Data store" error={query.error?.message}>
      <Combobox
        options={options}
        filter="local"
        loading={query.isLoading}
        placeholder="Choose a data store"
        empty="No data store can load this backup"
        chosen={preset && comboboxOption(preset)}
        value={dataStoreId}
        onValue={choice.setDataStoreId}
        className="min-h-[54px]"
      />
    </Field>
  );
};

const comboboxOption = (
  target: Omit<TargetOption, 'endpoint'> & { endpoint: string | null },
): ComboboxOption => ({
  value: target.id,
  name: target.name,
  detail: [target.endpoint, serverWords(target.product, target.version)].filter(Boolean).join(' · '),
  keywords: target.endpoint ?? '',
});
