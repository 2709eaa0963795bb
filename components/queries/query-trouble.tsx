'use client';

import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';

type Asked = { error: Error | null; isFetching: boolean; refetch(): Promise<unknown> };

/** What stands where a list would be, when it could not be fetched. */
export const QueryTrouble = ({ query, what }: { query: Asked; what: string }) =>
  query.error && (
    <Note tone="bad" role="alert" title={`${what} could not be loaded.`}>
      <p>{query.error.message}</p>
      <Button size="s" className="mt-2.5" busy={query.isFetching} onClick={() => void query.refetch()}>
        Try again
      </Button>
    </Note>
  );
