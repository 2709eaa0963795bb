'use client';

import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { AnswerError, isWorthRetrying } from './fetch-json.ts';
import { FRESH_MS } from './polling.ts';

/** One client a page load. A session that ended sends the reader to sign in, and back to where they were. */
export const QueryProvider = ({ children }: { children: ReactNode }) => {
  const [client] = useState(makeClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
};

const makeClient = (): QueryClient =>
  new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof AnswerError && error.status === 401) goToSignIn();
      },
    }),
    defaultOptions: { queries: { staleTime: FRESH_MS, retry: isWorthRetrying, refetchOnWindowFocus: true } },
  });

const goToSignIn = (): void => {
  if (window.location.pathname.startsWith('/sign-in')) return;
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
};
