'use client';

import { useSyncExternalStore } from 'react';

/**
 * The operations that were started in this tab and have not told their end yet. The browser's tab keeps them, so that
 * a reload does not lose them.
 */
const KEY = 'amber.started';
/** Older ones are forgotten: nobody waits for that many. */
const MOST = 20;
const NONE: readonly string[] = [];

let started: readonly string[] | null = null;
const listeners = new Set<() => void>();

const read = (): readonly string[] => {
  if (started) return started;
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? '[]');
    started = Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : NONE;
  } catch {
    // A browser that keeps nothing for pages: the tab's memory has to do.
    started = NONE;
  }
  return started;
};

const write = (next: readonly string[]): void => {
  started = next;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // as above
  }
  for (const listener of listeners) listener();
};

/** Its end will be said, wherever the reader is by then. */
export const watchOperation = (operationId: string): void => {
  if (!read().includes(operationId)) write([...read(), operationId].slice(-MOST));
};

/** Whether it was still waited for: its end is said once. */
export const forgetOperation = (operationId: string): boolean => {
  if (!read().includes(operationId)) return false;
  write(read().filter((id) => id !== operationId));
  return true;
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useStartedOperations = (): readonly string[] =>
  useSyncExternalStore(subscribe, read, () => NONE);
