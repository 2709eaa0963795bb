import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { dataStoreQuery } from '../../../../components/data-stores/data-store-queries.ts';
import { StoreHead } from '../../../../components/data-stores/store-head.tsx';
import { Hydrated, seed } from '../../../hydrated.tsx';
import { readDataStore } from '../../reads.ts';

type Props = { params: Promise<{ id: string }>; children: ReactNode };

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  // A store that is gone is the page's to say; its title must not fail first.
  const store = await readDataStore((await params).id).catch(() => null);
  return { title: store?.name ?? 'Not found' };
};

/** The store is read once here; its tabs find it in the query cache. */
const DataStoreLayout = async ({ params, children }: Props) => {
  const { id } = await params;
  return (
    <Hydrated data={[seed(dataStoreQuery(id), await readDataStore(id))]}>
      <StoreHead id={id} />
      {children}
    </Hydrated>
  );
};

export default DataStoreLayout;
