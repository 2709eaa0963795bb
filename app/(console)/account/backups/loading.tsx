import { BackupTableSkeleton } from '../../../../components/backups/backup-table-skeleton.tsx';
import { Card } from '../../../../components/ui/card.tsx';
import { Loading, Skeleton } from '../../../../components/ui/skeleton.tsx';

const AccountBackupsLoading = () => (
  <Loading what="backups">
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
