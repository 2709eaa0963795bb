'use client';

import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { noteAnswer, noteSilence } from './connection.ts';
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
      onSuccess: noteAnswer,
      onError: (error) => {
        if (!(error instanceof AnswerError)) return;
        if (error.status === 0) noteSilence();
        else noteAnswer();
        if (error.status === 401) goToSignIn();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        retry: isWorthRetrying,
        refetchOnWindowFocus: true,
        // Amber may run on a machine that is cut off from everything else: what counts is whether it answers.
        networkMode: 'always',
      },
    },
  });

const goToSignIn = (): void => {
  if (window.location.pathname.startsWith('/sign-in')) return;
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
};
