import type { PreflightView } from '#lib/domain/views/restore-view';
import { Note } from '../ui/note.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { lossWords } from './caution-words.ts';

type CautionProps = {
  storeName: string | undefined;
  preflight: PreflightView | undefined;
  waiting: boolean;
};

/** What is lost, in red, before anything else is read. */
export const Caution = ({ storeName, preflight, waiting }: CautionProps) => (
  <Note tone="bad" title={`CAUTION: this clears all data now in ${storeName ?? 'the data store'}.`}>
    {preflight ? (
      <p className={waiting ? 'opacity-60' : ''}>{lossWords(preflight)}</p>
    ) : waiting ? (
      <span className="flex h-[19px] items-center">
        <Skeleton className="h-3 w-64 bg-current! opacity-20" />
      </span>
    ) : (
      <p>How much that is could not be found out.</p>
    )}
  </Note>
);
