'use client';

import { useState } from 'react';
import { testConnection } from '#lib/actions/test-connection';
import type { FieldErrors } from '#lib/domain/errors';
import type { ConnectionTest } from '#lib/domain/views/data-store-view';
import { useAction } from '../queries/use-action.ts';
import { EMPTY_FORM, inputOf, nameFollowingHost, type StoreForm, withoutRepeats } from './store-form.ts';

/**
 * The fields' state, and `Test connection` on it. With an id, stored secrets may be used where the rule allows it.
 * `start` may come late (null until then); what comes after it changes nothing under the reader's hands.
 */
export const useStoreForm = (start: StoreForm | null, id?: string) => {
  const [form, setForm] = useState(start ?? EMPTY_FORM);
  const [begun, setBegun] = useState(start !== null);
  if (start !== null && !begun) {
    setBegun(true);
    setForm(start);
  }
  const [found, setFound] = useState<ConnectionTest | null>(null);
  const [edited, setEdited] = useState<ReadonlySet<string>>(new Set());
  const test = useAction(testConnection, { onDone: setFound });

  const change = (part: Partial<StoreForm>) => {
    setForm((now) => (id === undefined ? nameFollowingHost(now, { ...now, ...part }) : { ...now, ...part }));
    setEdited((now) => new Set([...now, ...Object.keys(part)]));
    // What was found was found for other fields; a name has nothing to do with it.
    if (Object.keys(part).some((field) => field !== 'name' && field !== 'uri')) {
      setFound(null);
      test.clear();
    }
  };
  const tryOut = () => {
    setFound(null);
    setEdited(new Set());
    const { name: _, ...connection } = inputOf(form);
    return test.run(id === undefined ? connection : { id, ...connection });
  };
  /** Messages of a refused form, without those of fields that were changed since. */
  const standing = (fields: FieldErrors): FieldErrors =>
    withoutRepeats(
      Object.fromEntries(Object.entries(fields).filter(([field]) => !edited.has(field.split('.')[0] ?? ''))),
      form,
    );
  return {
    form,
    change,
    tryOut,
    found,
    test,
    standing,
    /** To be called before the form is sent: its messages then stand until their fields change. */
    sent: () => setEdited(new Set()),
  };
};
