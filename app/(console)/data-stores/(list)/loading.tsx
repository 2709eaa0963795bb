import { StoreListSkeleton } from '../../../../components/data-stores/store-list-skeleton.tsx';
import { PageHead } from '../../../../components/ui/page-head.tsx';

const DataStoresLoading = () => (
  <>
    <PageHead title="Data Stores" />
    <StoreListSkeleton />
  </>
);

export default DataStoresLoading;
