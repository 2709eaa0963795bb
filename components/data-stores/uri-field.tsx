'use client';

import { useState } from 'react';
import { URI_FORMS } from '#lib/domain/store-uri';
import { Field } from '../ui/field.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { fillFromUri, readUri, type StoreForm, withoutPassword } from './store-form.ts';

type UriFieldProps = {
  form: StoreForm;
  onChange(change: Partial<StoreForm>): void;
  error: string | undefined;
};

/** Fills the other fields as soon as what stands in it is an address. */
export const UriField = ({ form, onChange, error }: UriFieldProps) => {
  const [left, setLeft] = useState(false);
  const read = left && form.uri.trim() !== '' ? readUri(form.uri) : null;
  const leave = () => {
    setLeft(true);
    // Only of an address that was understood: what is still to be mended stays as it was typed.
    const bare = withoutPassword(form.uri);
    if (bare !== form.uri && readUri(form.uri).outcome === 'read') onChange({ uri: bare });
  };
  return (
    <Field
      label="Connection URI"
      hint="Paste one and the fields below are filled, or fill them yourself."
      error={read?.outcome === 'refused' ? read.message : error}
    >
      <TextInput
        mono
        placeholder={URI_FORMS[form.engine]}
        value={form.uri}
        onValue={(uri) => onChange(fillFromUri(form, uri))}
        onFocus={() => setLeft(false)}
        onBlur={leave}
      />
    </Field>
  );
};
