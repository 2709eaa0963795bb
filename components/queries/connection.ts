'use client';

import { useSyncExternalStore } from 'react';

/** Whether Amber answers this page. Any answer counts, a refusal too. */
let heardAt = Date.now();
let silentSince: number | null = null;
const listeners = new Set<() => void>();

const tell = (next: number | null): void => {
  if (next === silentSince) return;
  silentSince = next;
  for (const listener of listeners) listener();
};

export const noteAnswer = (): void => {
  heardAt = Date.now();
  tell(null);
};

/** Nobody answered: what is shown is as old as the last answer. */
export const noteSilence = (): void => tell(silentSince ?? heardAt);

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** When the last answer came (milliseconds), while nobody answers; null while all is well. */
export const useSilence = (): number | null =>
  useSyncExternalStore(
    subscribe,
    () => silentSince,
    () => null,
  );
