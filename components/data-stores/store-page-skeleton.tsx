import { Card } from '../ui/card.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';

/** The page of a store in its final geometry. */
export const StorePageSkeleton = () => (
  <Loading what="the data store">
    <div className="mb-2 flex items-center gap-3.5">
      <Skeleton className="size-[38px] rounded-md" />
      <div className="flex h-12 flex-col justify-center gap-2">
        <Skeleton className="h-5 w-40" />
        <Skeleton className="h-3 w-60" />
      </div>
    </div>
    <div className="mb-5 flex h-[41px] items-center gap-6 border-b border-line">
      <Skeleton className="h-3.5 w-16" />
      <Skeleton className="h-3.5 w-16" />
      <Skeleton className="h-3.5 w-16" />
    </div>
    <div className="mb-[18px] grid grid-cols-2 gap-3.5 max-sm:gap-2.5 lg:grid-cols-4">
      {['risk', 'last', 'next', 'kept'].map((name) => (
        <Card key={name} className="flex h-[94px] flex-col gap-2.5 px-4 py-3.5">
          <Skeleton className="h-3 w-20" />
          <Skeleton className="h-5 w-24" />
          <Skeleton className="h-3 w-28" />
        </Card>
      ))}
    </div>
    <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_400px]">
      <div className="flex min-w-0 flex-col gap-4">
        <Card className="h-[478px] max-md:h-[640px]">{null}</Card>
        <Card className="h-52">{null}</Card>
      </div>
      <Card className="h-96">{null}</Card>
    </div>
  </Loading>
);
