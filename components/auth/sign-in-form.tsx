'use client';

import { type FormEvent, useEffect, useRef, useState } from 'react';
import { secondsWords } from '#lib/domain/words/figures';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Note } from '../ui/note.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { signIn } from './sign-in.ts';

/** `next` is a path of this site. */
export const SignInForm = ({ next }: { next: string }) => {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const wait = useCountdown();
  const passwordBox = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (!email.trim() || !password) return setRefusal('Give your e-mail address and your password.');
    setBusy(true);
    setRefusal(null);
    wait.start(0);
    const answer = await signIn(email, password);
    // A whole new page: nothing of the one before the session is kept.
    if (answer.outcome === 'signed-in') return window.location.assign(next);
    setBusy(false);
    if (answer.outcome === 'wait') return wait.start(answer.seconds);
    setRefusal(answer.outcome === 'wrong' ? 'The e-mail address or the password is wrong.' : answer.message);
    passwordBox.current?.select();
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-[18px]">
      <Field label="Email">
        <TextInput type="email" autoComplete="username" autoFocus required value={email} onValue={setEmail} />
      </Field>
      <Field label="Password">
        <TextInput
          ref={passwordBox}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onValue={setPassword}
        />
      </Field>
      {refusal && (
        <Note tone="bad" role="alert">
          {refusal}
        </Note>
      )}
      {wait.seconds > 0 && <TooMany seconds={wait.seconds} />}
      <Button type="submit" variant="primary" size="l" busy={busy}>
        Sign in
      </Button>
    </form>
  );
};

const TooMany = ({ seconds }: { seconds: number }) => {
  // Read out once, with the seconds at the beginning; the running figure is for the eye.
  const [first] = useState(seconds);
  return (
    <div role="alert">
      <span className="sr-only">Too many attempts. Try again in {secondsWords(first)}.</span>
      <div aria-hidden>
        <Note tone="warn">
          Too many attempts. Try again in <span className="tabular-nums">{secondsWords(seconds)}</span>.
        </Note>
      </div>
    </div>
  );
};

const useCountdown = () => {
  const [seconds, setSeconds] = useState(0);
  const running = seconds > 0;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setSeconds((now) => Math.max(0, now - 1)), 1000);
    return () => clearInterval(timer);
  }, [running]);
  return { seconds, start: setSeconds };
};
