'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRef, useState } from 'react';
import { useMay } from '#components/account/session-context';
import { QueryTrouble } from '../queries/query-trouble.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { useOpenings } from '../ui/use-openings.ts';
import { dataStoreListQuery } from './data-store-queries.ts';
import { NoStores } from './no-stores.tsx';
import { StoreListSkeleton } from './store-list-skeleton.tsx';
import { StoreTable } from './store-table.tsx';

const AddDataStoreDrawer = dynamic(
  () => import('./add-data-store-drawer.tsx').then((module) => module.AddDataStoreDrawer),
  { ssr: false },
);

/** The page `Data Stores`: alive, and asked every second only while a store moves. */
export const StoreList = () => {
  const query = useQuery(dataStoreListQuery());
  const mayAdd = useMay('add-data-store');
  const [adding, setAdding] = useState(false);
  const openings = useOpenings(adding);
  const addButton = useRef<HTMLButtonElement>(null);
  const rows = query.data?.rows;
  const add = () => setAdding(true);
  return (
    <>
      <PageHead title="Data Stores" count={rows?.length}>
        {mayAdd && (
          <Button ref={addButton} onClick={add}>
            <Plus aria-hidden /> Data Store
          </Button>
        )}
      </PageHead>
      <QueryTrouble query={query} what="The data stores" />
      {rows && rows.length > 0 && (
        <Card className="overflow-x-auto">
          <StoreTable rows={rows} />
        </Card>
      )}
      {rows?.length === 0 && (
        <NoStores onAdd={mayAdd ? add : null} onSample={() => addButton.current?.focus()} />
      )}
      {!rows && !query.error && <StoreListSkeleton />}
      {openings > 0 && (
        <AddDataStoreDrawer
          key={openings}
          open={adding}
          onOpenChange={setAdding}
          focusWhenAdded={() => addButton.current}
        />
      )}
    </>
  );
};
