import { StoreOverview } from '../../../../components/data-stores/store-overview.tsx';

type Props = { params: Promise<{ id: string }> };

const OverviewPage = async ({ params }: Props) => <StoreOverview id={(await params).id} />;

export default OverviewPage;
