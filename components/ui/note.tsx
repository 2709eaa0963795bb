import { CircleCheck, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type NoteTone = 'info' | 'good' | 'warn' | 'bad';

const LOOKS: Record<NoteTone, { box: string; Icon: LucideIcon }> = {
  info: { box: 'border border-line bg-sunken', Icon: Info },
  good: { box: 'bg-good-soft text-good', Icon: CircleCheck },
  warn: { box: 'bg-warn-soft text-warn', Icon: TriangleAlert },
  bad: { box: 'bg-bad-soft text-bad', Icon: TriangleAlert },
};

type NoteProps = {
  tone: NoteTone;
  /** Said in bold before the rest. */
  title?: ReactNode;
  icon?: boolean;
  /** `alert` for a failure, `status` for news. */
  role?: 'alert' | 'status';
  className?: string;
  children?: ReactNode;
};

/** A box that says something: what was found, what is lost, what went wrong. */
export const Note = ({ tone, title, icon = true, role, className, children }: NoteProps) => {
  const { box, Icon } = LOOKS[tone];
  return (
    <div
      {...(role ? { role } : {})}
      className={classNames('flex gap-2.5 rounded-pop px-3.5 py-3 text-small leading-[19px]', box, className)}
    >
      {icon && <Icon aria-hidden className="mt-px size-4 shrink-0" />}
      <div className="min-w-0 flex-1 wrap-anywhere">
        {title && <p className="font-bold">{title}</p>}
        {children}
      </div>
    </div>
  );
};
