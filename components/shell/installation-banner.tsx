'use client';

import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { useSilence } from '../queries/connection.ts';
import { AnswerError } from '../queries/fetch-json.ts';
import { classNames } from '../ui/class-names.ts';
import { useTimeZone } from '../ui/clock.tsx';
import { installationQuery } from './installation-query.ts';
import { type Trouble, troublesOf } from './installation-words.ts';

/**
 * What is wrong with the installation, on every page. It comes in at the lower edge of the window, and at the end of
 * the page: what somebody reads does not move.
 */
export const InstallationBanner = () => {
  const zone = useTimeZone();
  const silentSince = useSilence();
  const { data, error, dataUpdatedAt, errorUpdatedAt } = useQuery(installationQuery());
  const failing = error instanceof AnswerError && error.status >= 500;
  const failingSince = failing ? dataUpdatedAt || errorUpdatedAt : null;
  const troubles = troublesOf(data, { silentSince, failingSince }, zone);
  return (
    <aside aria-label="What is wrong" aria-live="polite" className="sticky bottom-0 z-10">
      {troubles.length > 0 && (
        <div data-installation className="border-t border-line-strong bg-raised shadow-pop">
          {troubles.map((trouble) => (
            <Line key={trouble.id} trouble={trouble} />
          ))}
        </div>
      )}
    </aside>
  );
};

const Line = ({ trouble: { tone, title, text, cure } }: { trouble: Trouble }) => (
  <div
    className={classNames(
      'border-b border-line last:border-b-0',
      tone === 'bad' ? 'bg-bad-soft text-bad' : 'bg-warn-soft text-warn',
    )}
  >
    <div className="mx-auto flex max-w-[1440px] gap-2.5 px-7 py-2.5 text-small leading-[19px] max-md:px-4">
      <TriangleAlert aria-hidden className="mt-px size-4 shrink-0" />
      <p className="min-w-0 flex-1 wrap-anywhere">
        <strong className="font-bold">{title}</strong> {text} {cure}{' '}
        <span className="whitespace-nowrap">
          More in <code>docs/when-something-is-wrong.md</code>.
        </span>
      </p>
    </div>
  </div>
);
