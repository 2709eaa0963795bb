import { Card } from '../ui/card.tsx';
import { Loading } from '../ui/skeleton.tsx';
import { SkeletonRows, Table } from '../ui/table.tsx';
import { STORE_COLUMNS } from './store-columns.ts';

const WIDTHS = ['w-28', 'w-28', 'w-36', 'w-24', 'w-16', 'w-24', 'w-16', 'w-24', 'w-20', 'w-4'];

export const StoreListSkeleton = () => (
  <Loading what="data stores">
    <Card className="overflow-hidden">
      <Table label="Data stores" columns={STORE_COLUMNS}>
        <SkeletonRows rows={4} widths={WIDTHS} columns={STORE_COLUMNS} />
      </Table>
    </Card>
  </Loading>
);
