import type { Progress } from '#lib/domain/operation';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { percentDone, progressWords, stepWords } from './progress-words.ts';

type OperationProgressProps = {
  /** Names the bar: `Backup of catalogue`. */
  label: string;
  progress: Progress | null;
  /** It counts from zero several times: above the bar stands of which step it is. */
  hasSteps?: boolean;
};

/** A bar, and under it what is done, how fast and how long it still takes. Always as high, whatever is known. */
export const OperationProgress = ({ label, progress, hasSteps = false }: OperationProgressProps) => {
  const percent = progress ? percentDone(progress) : null;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      {hasSteps && (
        <span className="block min-h-[18px] text-caption leading-[18px] text-muted tabular-nums">
          {progress?.step && stepWords(progress.step, percent)}
        </span>
      )}
      <ProgressBar label={label} share={percent === null ? null : percent / 100} />
      <span className="block truncate text-caption max-md:whitespace-normal text-faint tabular-nums">
        {progress ? progressWords(progress) : 'Has begun'}
      </span>
    </div>
  );
};
