import type { Metadata } from 'next';
import { ActivityBoard } from '../../../components/activity/activity-board.tsx';
import { parseActivityFilter } from '../../../components/activity/activity-filter.ts';
import { activityListQuery } from '../../../components/activity/activity-queries.ts';
import type { AddressParams } from '../../../components/queries/address-filter.ts';
import { Hydrated, seed } from '../../hydrated.tsx';
import { readActivity } from '../reads.ts';

export const metadata: Metadata = { title: 'Activity' };

const ActivityPage = async ({ searchParams }: { searchParams: Promise<AddressParams> }) => {
  const filter = parseActivityFilter(await searchParams);
  return (
    <Hydrated data={[seed(activityListQuery(filter), await readActivity(filter, '/activity'))]}>
      <ActivityBoard />
    </Hydrated>
  );
};

export default ActivityPage;
