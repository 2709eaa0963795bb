import { activityKeys } from '../../../../../components/activity/activity-queries.ts';
import { parseBackupFilter } from '../../../../../components/backups/backup-filter.ts';
import { backupKeys } from '../../../../../components/backups/backup-queries.ts';
import { StoreBackups } from '../../../../../components/backups/store-backups.tsx';
import type { AddressParams } from '../../../../../components/queries/address-filter.ts';
import { Hydrated } from '../../../../hydrated.tsx';
import { readActivity, readBackups } from '../../../reads.ts';

type Props = { params: Promise<{ id: string }>; searchParams: Promise<AddressParams> };

const StoreBackupsPage = async ({ params, searchParams }: Props) => {
  const { id } = await params;
  const filter = { ...parseBackupFilter(await searchParams), dataStore: id };
  const slots = { dataStore: id, kind: 'slot' };
  const [backups, unmet] = await Promise.all([readBackups(filter), readActivity(slots)]);
  return (
    <Hydrated
      data={[
        { queryKey: backupKeys.list(filter), value: backups },
        { queryKey: activityKeys.list(slots), value: unmet },
      ]}
    >
      <StoreBackups dataStoreId={id} />
    </Hydrated>
  );
};

export default StoreBackupsPage;
