import type { Metadata } from 'next';
import { dataStoreKeys } from '../../../../components/data-stores/data-store-queries.ts';
import { StoreList } from '../../../../components/data-stores/store-list.tsx';
import { Hydrated } from '../../../hydrated.tsx';
import { readDataStores } from '../../reads.ts';

export const metadata: Metadata = { title: 'Data Stores' };

const DataStoresPage = async () => (
  <Hydrated data={[{ queryKey: dataStoreKeys.list, value: await readDataStores() }]}>
    <StoreList />
  </Hydrated>
);

export default DataStoresPage;
