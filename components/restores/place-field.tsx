'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { NewInstancePlace } from '#lib/domain/views/new-instance-view';
import { Combobox } from '../ui/combobox.tsx';
import type { ComboboxOption } from '../ui/combobox-options.ts';
import { Field } from '../ui/field.tsx';
import { placesQuery } from './new-instance-queries.ts';

type PlaceFieldProps = {
  backupId: string;
  value: string;
  onValue(where: string): void;
  error: string | undefined;
};

/** Where the new instance is made. */
export const PlaceField = ({ backupId, value, onValue, error }: PlaceFieldProps) => {
  const query = useQuery(placesQuery(backupId));
  const options = useMemo(() => (query.data?.places ?? []).map(comboboxOption), [query.data]);
  return (
    <Field label="Where" error={error ?? query.error?.message}>
      <Combobox
        options={options}
        loading={query.isLoading}
        placeholder="Looking for places…"
        empty="There is no place for it"
        value={value}
        onValue={onValue}
        className="min-h-[54px]"
      />
    </Field>
  );
};

const comboboxOption = ({ where, name, detail, disabled }: NewInstancePlace): ComboboxOption => ({
  value: where,
  name,
  detail,
  disabled,
});
