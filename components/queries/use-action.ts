'use client';

import { useCallback, useRef, useState } from 'react';
import type { FieldErrors } from '#lib/domain/errors';
import type { ActionResult } from '#lib/domain/views/action-result';

export type Refusal = Extract<ActionResult<never>, { ok: false }>;

const LOST: Refusal = {
  ok: false,
  code: 'internal',
  message: 'Amber did not answer. Try again: nothing is done twice.',
};

type Handlers<Input, Value> = {
  onDone(value: Value, input: Input): void;
  onRefused?(refusal: Refusal, input: Input): void;
};

/** Runs a server action, one at a time: a second click while it is under way does nothing. */
export const useAction = <Input, Value>(
  action: (input: Input) => Promise<ActionResult<Value>>,
  { onDone, onRefused }: Handlers<Input, Value>,
) => {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  // State is only seen by the next render: two clicks in one frame would both pass.
  const running = useRef(false);
  const run = async (input: Input): Promise<void> => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setRefusal(null);
    const answer = await action(input).catch(() => LOST);
    running.current = false;
    setBusy(false);
    if (answer.ok) return onDone(answer.value, input);
    setRefusal(answer);
    onRefused?.(answer, input);
  };
  const clear = useCallback(() => setRefusal(null), []);
  return { busy, refusal, fields: refusal?.fields ?? NO_FIELDS, run, clear };
};

const NO_FIELDS: FieldErrors = {};
