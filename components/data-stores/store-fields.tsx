'use client';

import { DEFAULT_GREMLIN_PATH, ENGINE_KINDS, ENGINE_NAMES } from '#lib/domain/data-store';
import type { FieldErrors } from '#lib/domain/errors';
import { Checkbox } from '../ui/checkbox.tsx';
import { Combobox } from '../ui/combobox.tsx';
import { Field } from '../ui/field.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { type StoreForm, withEngine } from './store-form.ts';
import { TlsFields } from './tls-fields.tsx';
import { UriField } from './uri-field.tsx';

const ENGINE_OPTIONS = ENGINE_KINDS.map((engine) => ({ value: engine, name: ENGINE_NAMES[engine] }));

export type StoreFieldsProps = {
  form: StoreForm;
  onChange(change: Partial<StoreForm>): void;
  errors: FieldErrors;
  /** What is stored already; null for a new store. */
  stored: { hasPassword: boolean; hasClientKey: boolean } | null;
  /** Why the stored password must be typed again. */
  retype: string | null;
};

/** The fields that `Add data store` and `Edit data store` share. */
export const StoreFields = ({ form, onChange, errors, stored, retype }: StoreFieldsProps) => (
  <>
    <UriField form={form} onChange={onChange} error={errors.uri} />
    <Field label="Name" error={errors.name}>
      <TextInput value={form.name} onValue={(name) => onChange({ name })} />
    </Field>
    <Field label="Engine" error={errors.engine}>
      <Combobox
        value={form.engine}
        options={ENGINE_OPTIONS}
        onValue={(engine) => onChange(withEngine(form, engine as StoreForm['engine']))}
      />
    </Field>
    <div className="grid grid-cols-[minmax(0,1fr)_110px] items-start gap-2.5">
      <Field label="Host" error={errors.host}>
        <TextInput
          mono
          placeholder={form.engine === 'redis' ? 'cache.internal' : 'graph.internal'}
          value={form.host}
          onValue={(host) => onChange({ host })}
        />
      </Field>
      <Field label="Port" error={errors.port}>
        <TextInput
          inputMode="numeric"
          className="tabular-nums"
          value={form.port}
          onValue={(port) => onChange({ port })}
        />
      </Field>
    </div>
    {form.engine === 'janusgraph' && <GraphFields form={form} onChange={onChange} errors={errors} />}
    <div className="grid grid-cols-2 items-start gap-2.5">
      <Field label="Username" error={errors.username}>
        <TextInput
          placeholder={form.engine === 'redis' ? 'default' : ''}
          value={form.username}
          onValue={(username) => onChange({ username })}
        />
      </Field>
      <Field label="Password" error={errors.password}>
        <TextInput
          type="password"
          autoComplete="new-password"
          placeholder={stored?.hasPassword && !form.removePassword ? '•••••••• (stored)' : ''}
          value={form.password}
          onValue={(password) => onChange({ password, removePassword: false })}
        />
      </Field>
    </div>
    {stored?.hasPassword && (
      <div className="-mt-2.5 flex flex-col gap-2.5">
        {!errors.password && (
          <p aria-live="polite" className={retype ? 'text-small text-warn' : 'text-small text-muted'}>
            {retype ?? 'Leave the password empty to keep the stored one.'}
          </p>
        )}
        <Checkbox
          label="Remove password"
          checked={form.removePassword}
          onChecked={(removePassword) =>
            onChange(removePassword ? { removePassword, password: '' } : { removePassword })
          }
        />
      </div>
    )}
    <TlsFields form={form} onChange={onChange} errors={errors} hasClientKey={stored?.hasClientKey ?? false} />
  </>
);

/** Which of a Gremlin Server's graphs, and where it answers. */
const GraphFields = ({ form, onChange, errors }: Pick<StoreFieldsProps, 'form' | 'onChange' | 'errors'>) => (
  <div className="grid grid-cols-2 items-start gap-2.5">
    <Field label="Graph" error={errors.graph} hint="Empty: graph">
      <TextInput mono placeholder="graph" value={form.graph} onValue={(graph) => onChange({ graph })} />
    </Field>
    <Field label="Path" error={errors.path}>
      <TextInput
        mono
        placeholder={DEFAULT_GREMLIN_PATH}
        value={form.path}
        onValue={(path) => onChange({ path })}
      />
    </Field>
  </div>
);
