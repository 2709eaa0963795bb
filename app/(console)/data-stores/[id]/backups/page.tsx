import { activityListQuery } from '../../../../../components/activity/activity-queries.ts';
import { parseBackupFilter } from '../../../../../components/backups/backup-filter.ts';
import { backupListQuery } from '../../../../../components/backups/backup-queries.ts';
import { StoreBackups } from '../../../../../components/backups/store-backups.tsx';
import type { AddressParams } from '../../../../../components/queries/address-filter.ts';
import { Hydrated, seed } from '../../../../hydrated.tsx';
import { readActivity, readBackups, readDataStore } from '../../../reads.ts';

type Props = { params: Promise<{ id: string }>; searchParams: Promise<AddressParams> };

const StoreBackupsPage = async ({ params, searchParams }: Props) => {
  const { id } = await params;
  // A store that is not there is told before anything is asked about it.
  await readDataStore(id);
  const filter = { ...parseBackupFilter(await searchParams), dataStore: id };
  const here = `/data-stores/${id}/backups`;
  const slots = { dataStore: id, kind: 'slot' };
  const [backups, unmet] = await Promise.all([readBackups(filter, here), readActivity(slots, here)]);
  return (
    <Hydrated data={[seed(backupListQuery(filter), backups), seed(activityListQuery(slots), unmet)]}>
      <StoreBackups dataStoreId={id} />
    </Hydrated>
  );
};

export default StoreBackupsPage;
