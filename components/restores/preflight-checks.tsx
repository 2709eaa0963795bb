'use client';

import { Check, type LucideIcon, OctagonX, TriangleAlert } from 'lucide-react';
import type { PreflightCheck } from '#lib/domain/restore';
import { isWorthRetrying } from '../queries/fetch-json.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';

type PreflightChecksProps = {
  query: {
    data: { checks: readonly PreflightCheck[] } | undefined;
    error: Error | null;
    isFetching: boolean;
    refetch(): Promise<unknown>;
  };
};

/** What was looked at before anything is touched. A refusal stands among them with its cure. */
export const PreflightChecks = ({ query }: PreflightChecksProps) => (
  <section aria-labelledby="preflight-title">
    <h3 id="preflight-title" className="mb-2.5 font-medium">
      Checked before anything is touched
    </h3>
    <div aria-live="polite">{query.isFetching ? <Waiting /> : <Answer query={query} />}</div>
  </section>
);

const Answer = ({ query }: PreflightChecksProps) => {
  if (query.error) {
    return (
      <Note tone="bad" role="alert" title="The checks could not be made.">
        <p>{query.error.message}</p>
        {/* A backup that is gone stays gone: another one is to be chosen. */}
        {isWorthRetrying(0, query.error) && (
          <Button size="s" className="mt-2.5" onClick={() => void query.refetch()}>
            Try again
          </Button>
        )}
      </Note>
    );
  }
  if (!query.data) return null;
  const { checks } = query.data;
  const refused = checks.some((check) => check.outcome === 'refuse');
  return (
    <>
      <ul aria-label="Checks" className="flex flex-col gap-2">
        {checks.map((check) => (
          <CheckLine key={check.id} check={check} />
        ))}
      </ul>
      {refused && (
        <div className="mt-3">
          <Button size="s" onClick={() => void query.refetch()}>
            Check again
          </Button>
        </div>
      )}
    </>
  );
};

const SIGNS: Record<PreflightCheck['outcome'], { Icon: LucideIcon; colour: string; word: string }> = {
  pass: { Icon: Check, colour: 'text-good', word: 'Fine' },
  warn: { Icon: TriangleAlert, colour: 'text-warn', word: 'Mind' },
  refuse: { Icon: OctagonX, colour: 'text-bad', word: 'Refused' },
};

const CheckLine = ({ check }: { check: PreflightCheck }) => {
  const { Icon, colour, word } = SIGNS[check.outcome];
  return (
    <li className="grid grid-cols-[18px_minmax(0,1fr)_auto] gap-x-2">
      <span className={`mt-0.5 ${colour}`}>
        <Icon aria-hidden className="size-4" />
        <span className="sr-only">{word}: </span>
      </span>
      <span className={check.outcome === 'refuse' ? 'font-medium text-bad' : ''}>{check.text}</span>
      <span className="text-muted tabular-nums">{check.figure}</span>
    </li>
  );
};

const Waiting = () => (
  <Loading what="the checks">
    <div className="flex flex-col gap-2">
      {['w-64', 'w-48', 'w-56', 'w-40'].map((width) => (
        <div key={width} className="flex h-5 items-center gap-2">
          <Skeleton className="size-4 rounded-full" />
          <Skeleton className={`h-3.5 ${width}`} />
        </div>
      ))}
    </div>
  </Loading>
);
