import { StoreBackupSkeleton } from '../../../../../components/backups/store-backup-skeleton.tsx';
import { Card } from '../../../../../components/ui/card.tsx';

const StoreBackupsLoading = () => (
  <div className="grid items-start gap-6 lg:grid-cols-[320px_minmax(0,1fr)]">
    <Card className="h-72">{null}</Card>
    <Card>
      <div className="h-[59px] border-b border-line" />
      <StoreBackupSkeleton rows={6} />
    </Card>
  </div>
);

export default StoreBackupsLoading;
