import { StorePageSkeleton } from '../../../components/data-stores/store-page-skeleton.tsx';

/** While a store's pages are on their way; the list has its own. */
const DataStoreLoading = () => <StorePageSkeleton />;

export default DataStoreLoading;
