import type { Metadata } from 'next';
import { dataStoreListQuery } from '../../../../components/data-stores/data-store-queries.ts';
import { StoreList } from '../../../../components/data-stores/store-list.tsx';
import { Hydrated, seed } from '../../../hydrated.tsx';
import { readDataStores } from '../../reads.ts';

export const metadata: Metadata = { title: 'Data Stores' };

const DataStoresPage = async () => (
  <Hydrated data={[seed(dataStoreListQuery(), await readDataStores())]}>
    <StoreList />
  </Hydrated>
);

export default DataStoresPage;
