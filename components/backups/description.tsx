'use client';

import { descriptionParts } from '#lib/domain/words/description';
import { exactWords } from '#lib/domain/words/times';
import { useTimeZone } from '../ui/clock.tsx';

type DescriptionProps = {
  text: string;
  /** Where the time stands: after a comma, small on a line of its own, or not where it is shown anyway. */
  time?: 'inline' | 'below' | 'none';
};

/**
 * A backup's description. The time at the end of one that Amber made is shown as times are everywhere; the stored text
 * stays in the page, as people and scripts find a backup by it.
 */
export const Description = ({ text, time = 'inline' }: DescriptionProps) => {
  const zone = useTimeZone();
  const { words, at } = descriptionParts(text);
  if (at === null) return text;
  return (
    <>
      {words}
      <span className="sr-only">{text.slice(words.length)}</span>
      {time === 'below' && (
        <span aria-hidden className="block text-caption font-normal text-faint tabular-nums">
          {exactWords(at, zone)}
        </span>
      )}
      {time === 'inline' && (
        <span aria-hidden>
          , <span className="whitespace-nowrap tabular-nums">{exactWords(at, zone)}</span>
        </span>
      )}
    </>
  );
};
