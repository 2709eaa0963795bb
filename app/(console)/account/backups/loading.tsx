import { BackupTableSkeleton } from '../../../../components/backups/backup-table-skeleton.tsx';
import { Card } from '../../../../components/ui/card.tsx';
import { Loading, Skeleton } from '../../../../components/ui/skeleton.tsx';

const AccountBackupsLoading = () => (
  <Loading what="backups">
    <div className="mb-[18px] grid grid-cols-2 gap-3.5 max-sm:gap-2.5 lg:grid-cols-4">
      {['backups', 'stored', 'risk', 'failed'].map((name) => (
        <Card key={name} className="h-[94px]">
          {null}
        </Card>
      ))}
    </div>
    <div className="mb-3 flex gap-2">
      <Skeleton className="h-[34px] w-[280px] rounded-md" />
      <Skeleton className="h-[34px] w-28 rounded-md" />
    </div>
    <Card>
      <BackupTableSkeleton />
    </Card>
  </Loading>
);

export default AccountBackupsLoading;
