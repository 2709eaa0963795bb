import { classNames } from './class-names.ts';

/** How far something is, 0 to 1; null while nobody knows. `label` names it: `Backup of catalogue`. */
export const ProgressBar = ({
  label,
  share,
  className,
}: {
  label: string;
  share: number | null;
  className?: string;
}) => {
  const percent = share === null ? null : Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10;
  return (
    <svg
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(percent === null ? {} : { 'aria-valuenow': percent })}
      className={classNames('block h-1.5 w-full overflow-hidden rounded-full bg-idle-soft', className)}
    >
      {percent === null ? (
        <rect width="33%" height="6" rx="3" className="animate-sweep fill-busy" />
      ) : (
        <rect
          width={`${percent}%`}
          height="6"
          rx="3"
          className="fill-busy transition-[width] duration-700 ease-linear"
        />
      )}
    </svg>
  );
};
