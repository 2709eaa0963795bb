'use client';

import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';

// The server's clock while the first paint is taken over, so that both render the same words.
const FirstNowContext = createContext(0);

export const ClockProvider = ({ now, children }: { now: number; children: ReactNode }) => (
  <FirstNowContext value={now}>{children}</FirstNowContext>
);

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

// One timer for the whole page, only while something shows a time.
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
};

/** What `words` makes of the time now; renders again only when the words change. */
export const useTimeWords = (words: (now: number) => string): string => {
  const first = useContext(FirstNowContext);
  return useSyncExternalStore(
    subscribe,
    () => words(Date.now()),
    () => words(first),
  );
};

const never = () => () => {};

/** The reader's time zone; `UTC` on the server and while its page is taken over. */
export const useTimeZone = (): string =>
  useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => 'UTC',
  );
