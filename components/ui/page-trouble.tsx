'use client';

import { Button } from './button.tsx';
import { Card } from './card.tsx';
import { EmptyState } from './empty-state.tsx';

/** What stands where a page could not be made. `digest` is the number under which the log has the details. */
export const PageTrouble = ({ digest, onRetry }: { digest: string | undefined; onRetry(): void }) => (
  <Card>
    <h1 className="sr-only">Something went wrong</h1>
    <div role="alert">
      <EmptyState
        title="This page could not be shown"
        action={
          <Button variant="primary" onClick={onRetry}>
            Try again
          </Button>
        }
      >
        Something went wrong inside Amber. Backups that run go on.
        {digest && (
          <>
            {' '}
            The log has the details under <code>{digest}</code>.
          </>
        )}
      </EmptyState>
    </div>
  </Card>
);
