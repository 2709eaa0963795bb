import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type Tone = 'good' | 'warn' | 'bad' | 'busy' | 'idle';

const TONES: Record<Tone, string> = {
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  busy: 'bg-busy-soft text-busy',
  idle: 'bg-idle-soft text-muted',
};

/** A status word; the colour only repeats it. */
export const Pill = ({ tone, title, children }: { tone: Tone; title?: string; children: ReactNode }) => (
  <span
    {...(title ? { title } : {})}
    className={classNames(
      'inline-flex h-6 items-center gap-1.5 rounded-full px-[9px] text-[12.5px] font-medium whitespace-nowrap tabular-nums',
      TONES[tone],
    )}
  >
    <span
      aria-hidden
      className={classNames(
        'size-[7px] shrink-0 rounded-full bg-current',
        tone === 'busy' && 'animate-shimmer',
      )}
    />
    <span>{children}</span>
  </span>
);
