'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Combobox } from '../ui/combobox.tsx';
import { type ComboboxOption, filterGroups } from '../ui/combobox-options.ts';
import { dataStoreListQuery } from './data-store-queries.ts';

type DataStoreFilterProps = {
  value: string | null;
  /** Name of the chosen store where it is known already. */
  knownName: string | undefined;
  onValue(id: string | undefined): void;
};

const ALL: ComboboxOption = { value: '', name: 'All data stores' };

/** A small combobox that filters a list by a store. The stores are asked for when it is first opened. */
export const DataStoreFilter = ({ value, knownName, onValue }: DataStoreFilterProps) => {
  const [text, setText] = useState<string | null>(null);
  const stores = useQuery({ ...dataStoreListQuery(), enabled: text !== null, refetchInterval: false });
  const options = useMemo<ComboboxOption[]>(
    () => [ALL, ...(stores.data?.rows ?? []).map(({ id, name }) => ({ value: id, name }))],
    [stores.data],
  );
  const groups = useMemo(() => filterGroups([{ label: null, options }], text ?? ''), [options, text]);
  const name = knownName ?? options.find((option) => option.value === value)?.name ?? value ?? '';
  return (
    <Combobox
      size="s"
      label="Data store"
      placeholder="Data store"
      groups={groups}
      filter={setText}
      loading={stores.isLoading}
      empty="No data store of that name"
      chosen={value ? { value, name } : undefined}
      value={value}
      onValue={(id) => onValue(id || undefined)}
    />
  );
};
