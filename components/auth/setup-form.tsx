'use client';

import { type FormEvent, useState } from 'react';
import { createOwner } from '#lib/actions/create-owner';
import { useAction } from '../queries/use-action.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Note } from '../ui/note.tsx';
import { TextInput } from '../ui/text-input.tsx';

/** Creates the one owner and signs in. */
export const SetupForm = ({ asksSetupCode }: { asksSetupCode: boolean }) => {
  const [form, setForm] = useState({ name: '', email: '', password: '', setupCode: '' });
  const [leaving, setLeaving] = useState(false);
  const set = (field: keyof typeof form) => (value: string) => setForm((now) => ({ ...now, [field]: value }));
  const create = useAction(createOwner, {
    onDone: () => {
      setLeaving(true);
      window.location.assign('/data-stores');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { setupCode, ...owner } = form;
    void create.run(asksSetupCode ? { ...owner, setupCode } : owner);
  };
  const { fields } = create;
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-[18px]">
      <Field label="Name" error={fields.name}>
        <TextInput
          autoComplete="name"
          autoCapitalize="words"
          autoFocus
          value={form.name}
          onValue={set('name')}
        />
      </Field>
      <Field label="Email" error={fields.email}>
        <TextInput type="email" autoComplete="username" value={form.email} onValue={set('email')} />
      </Field>
      <Field label="Password" error={fields.password} hint="At least 12 characters.">
        <TextInput
          type="password"
          autoComplete="new-password"
          value={form.password}
          onValue={set('password')}
        />
      </Field>
      {asksSetupCode && (
        <Field
          label="Setup code"
          error={fields.setupCode}
          hint={
            <>
              <code>npm start</code> printed it: only who can read the machine’s log becomes the owner.
            </>
          }
        >
          <TextInput mono value={form.setupCode} onValue={set('setupCode')} />
        </Field>
      )}
      {create.refusal && !Object.keys(fields).some((field) => field in form) && (
        <Note tone="bad" role="alert">
          {create.refusal.message}
        </Note>
      )}
      <Note tone="info" title="Keep a copy of the secret key elsewhere.">
        It is the file <code>secret-key</code> in Amber’s data folder (<code>data</code>, unless{' '}
        <code>AMBER_DATA_DIR</code> names another), or what <code>AMBER_SECRET_KEY</code> says. Without it the
        stored passwords of your data stores cannot be opened.
      </Note>
      <Button type="submit" variant="primary" size="l" busy={create.busy || leaving}>
        Create owner
      </Button>
    </form>
  );
};
