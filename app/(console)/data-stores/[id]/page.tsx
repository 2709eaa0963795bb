import { storeHistoryQuery } from '../../../../components/data-stores/store-history-query.ts';
import { StoreOverview } from '../../../../components/data-stores/store-overview.tsx';
import { Hydrated, seed } from '../../../hydrated.tsx';
import { readDataStore, readStoreHistory } from '../../reads.ts';

type Props = { params: Promise<{ id: string }> };

const OverviewPage = async ({ params }: Props) => {
  const { id } = await params;
  // A store that is not there is told before anything is asked about it.
  const store = await readDataStore(id);
  return (
    <Hydrated data={[seed(storeHistoryQuery(store), await readStoreHistory(id))]}>
      <StoreOverview id={id} />
    </Hydrated>
  );
};

export default OverviewPage;
