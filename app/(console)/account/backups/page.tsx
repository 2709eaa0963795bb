import type { Metadata } from 'next';
import { AccountBackups } from '../../../../components/backups/account-backups.tsx';
import { parseBackupFilter } from '../../../../components/backups/backup-filter.ts';
import { backupListQuery } from '../../../../components/backups/backup-queries.ts';
import type { AddressParams } from '../../../../components/queries/address-filter.ts';
import { Hydrated, seed } from '../../../hydrated.tsx';
import { readBackups } from '../../reads.ts';

export const metadata: Metadata = { title: 'Backups' };

const AccountBackupsPage = async ({ searchParams }: { searchParams: Promise<AddressParams> }) => {
  const filter = parseBackupFilter(await searchParams);
  return (
    <Hydrated data={[seed(backupListQuery(filter), await readBackups(filter, '/account/backups'))]}>
      <AccountBackups />
    </Hydrated>
  );
};

export default AccountBackupsPage;
