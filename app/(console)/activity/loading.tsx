import { ActivityTableSkeleton } from '../../../components/activity/activity-table-skeleton.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { PageHead } from '../../../components/ui/page-head.tsx';
import { Loading } from '../../../components/ui/skeleton.tsx';

const ActivityLoading = () => (
  <>
    <PageHead title="Activity" />
    <Loading what="the activity">
      <Card>
        <ActivityTableSkeleton />
      </Card>
    </Loading>
  </>
);

export default ActivityLoading;
