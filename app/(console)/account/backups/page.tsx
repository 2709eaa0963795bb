import type { Metadata } from 'next';
import { AccountBackups } from '../../../../components/backups/account-backups.tsx';
import { parseBackupFilter } from '../../../../components/backups/backup-filter.ts';
import { backupFiguresQuery, backupListQuery } from '../../../../components/backups/backup-queries.ts';
import type { AddressParams } from '../../../../components/queries/address-filter.ts';
import { Hydrated, seed } from '../../../hydrated.tsx';
import { readBackupFigures, readBackups } from '../../reads.ts';

export const metadata: Metadata = { title: 'Backups' };

const AccountBackupsPage = async ({ searchParams }: { searchParams: Promise<AddressParams> }) => {
  const filter = parseBackupFilter(await searchParams);
  const [backups, figures] = await Promise.all([
    readBackups(filter, '/account/backups'),
    readBackupFigures(),
  ]);
  return (
    <Hydrated data={[seed(backupListQuery(filter), backups), seed(backupFiguresQuery(), figures)]}>
      <AccountBackups />
    </Hydrated>
  );
};

export default AccountBackupsPage;
