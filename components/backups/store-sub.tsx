import type { DataStoreRow } from '#lib/domain/views/data-store-view';
import { Skeleton } from '../ui/skeleton.tsx';
import { serverWords } from './backup-words.ts';

type StoreSubProps = {
  store: Pick<DataStoreRow, 'name' | 'product' | 'version'> | undefined;
  prefix?: string;
};

/** `catalogue · Redis 7.2.5` under a drawer's title. */
export const StoreSub = ({ store, prefix = '' }: StoreSubProps) =>
  store ? (
    [`${prefix}${store.name}`, serverWords(store.product, store.version)].filter(Boolean).join(' · ')
  ) : (
    <span className="flex h-5 items-center">
      <Skeleton className="h-3.5 w-40" />
    </span>
  );
