import { Loading, Skeleton } from '../ui/skeleton.tsx';

/** The drawer's places while the schedule is on its way. */
export const ScheduleSkeleton = () => (
  <Loading what="the schedule">
    <div className="flex flex-col gap-5">
      <Skeleton className="h-16 w-full" />
      <Skeleton className="h-[60px] w-full" />
      <Skeleton className="h-40 w-full" />
      <Skeleton className="h-16 w-full" />
    </div>
  </Loading>
);
