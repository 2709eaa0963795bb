import { AsyncLocalStorage } from 'node:async_hooks';
import type { ServerResponse } from 'node:http';

// One for the process: what `--import` loads and what Next bundles are two copies of this module.
const KEY = Symbol.for('amber.responses');
const holder = globalThis as { [KEY]?: AsyncLocalStorage<ServerResponse> };

const responses = (): AsyncLocalStorage<ServerResponse> => {
  holder[KEY] ??= new AsyncLocalStorage();
  return holder[KEY];
};

/** Remembers, for all that is done about the request under way, what it will be answered with. */
export const followResponse = (response: ServerResponse): void => responses().enterWith(response);

/**
 * Sets the status of the answer to the request under way. A server action cannot do it by itself: Next answers 200
 * whatever it gives back, and a program that forges a request would take a refusal for success. Without effect where
 * nobody called `followResponse` (`npm run dev`).
 */
export const setResponseStatus = (status: number): void => {
  const response = responses().getStore();
  if (response && !response.headersSent) response.statusCode = status;
};
