import { StoreSettings } from '../../../../../components/data-stores/store-settings.tsx';

type Props = { params: Promise<{ id: string }> };

const SettingsPage = async ({ params }: Props) => <StoreSettings id={(await params).id} />;

export default SettingsPage;
