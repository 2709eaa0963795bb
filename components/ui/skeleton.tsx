import { classNames } from './class-names.ts';

/** A grey place of the final size: give width and height in classes. */
export const Skeleton = ({ className }: { className?: string }) => (
  <span aria-hidden className={classNames('block animate-shimmer rounded-sm bg-idle-soft', className)} />
);

/** Wraps skeletons: says once that something is loading. */
export const Loading = ({ what, children }: { what: string; children: React.ReactNode }) => (
  <div aria-busy="true">
    <span className="sr-only">Loading {what}…</span>
    {children}
  </div>
);
