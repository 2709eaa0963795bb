import { classNames } from './class-names.ts';

/** How full something is, 0 to 1. `label` names it: `Memory used`. */
export const Meter = ({ label, share, className }: { label: string; share: number; className?: string }) => {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    // biome-ignore lint/a11y/useSemanticElements: <meter> cannot be drawn alike in all browsers
    <svg
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={classNames('block h-[5px] w-24 overflow-hidden rounded-full bg-idle-soft', className)}
    >
      {/* The width is an attribute: a style attribute rendered by the server would need a wider CSP. */}
      <rect
        width={`${percent}%`}
        height="5"
        rx="2.5"
        className={classNames('transition-[width] duration-500', percent > 85 ? 'fill-amber' : 'fill-accent')}
      />
    </svg>
  );
};
