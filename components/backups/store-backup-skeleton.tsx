import { Loading, Skeleton } from '../ui/skeleton.tsx';

/** Lines of the final height while the backups are on their way. */
export const StoreBackupSkeleton = ({ rows }: { rows: number }) => (
  <Loading what="backups">
    {Array.from({ length: rows }, (_, row) => (
      <div
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of nothing have no other key
        key={row}
        className="flex h-[47px] items-center gap-3 border-b border-line px-[18px] last:border-b-0"
      >
        <Skeleton className="size-4 rounded-full" />
        <Skeleton className="ml-2 h-3.5 w-20" />
        <Skeleton className="ml-6 h-3.5 w-56" />
        <Skeleton className="ml-auto h-3.5 w-28" />
      </div>
    ))}
  </Loading>
);
