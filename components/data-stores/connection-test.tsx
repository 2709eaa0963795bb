'use client';

import { useEffect, useRef } from 'react';
import type { ConnectionTest } from '#lib/domain/views/data-store-view';
import type { Refusal } from '../queries/use-action.ts';
import { Note } from '../ui/note.tsx';
import { Spinner } from '../ui/spinner.tsx';

type ConnectionTestNoteProps = {
  busy: boolean;
  found: ConnectionTest | null;
  refusal: Refusal | null;
};

/** What `Test connection` found, at the end of the form. */
export const ConnectionTestNote = ({ busy, found, refusal }: ConnectionTestNoteProps) => {
  const box = useRef<HTMLDivElement>(null);
  const something = busy || found !== null || refusal !== null;
  useEffect(() => {
    if (something) box.current?.scrollIntoView({ block: 'nearest' });
  }, [something]);
  return (
    <div ref={box} aria-live="polite" className={something ? 'scroll-mb-6' : 'hidden'}>
      {busy && (
        <Note tone="info" icon={false}>
          <span className="flex items-center gap-2.5 text-muted">
            <Spinner /> Connecting…
          </span>
        </Note>
      )}
      {found && (
        <Note tone="good" title={found.sentence}>
          {found.detail}
        </Note>
      )}
      {refusal && !refusal.fields && (
        <Note tone="bad" role="alert" title="The connection does not work.">
          {refusal.message}
        </Note>
      )}
    </div>
  );
};
