'use client';

import dynamic from 'next/dynamic';
import { useOpenings } from '../ui/use-openings.ts';
import type { EditDataStoreDrawerProps } from './edit-data-store-drawer.tsx';

const EditDataStoreDrawer = dynamic(
  () => import('./edit-data-store-drawer.tsx').then((module) => module.EditDataStoreDrawer),
  { ssr: false },
);

/** The `Edit data store` drawer, loaded when it is first opened. */
export const EditDataStoreLauncher = (props: EditDataStoreDrawerProps) => {
  const openings = useOpenings(props.open);
  return openings === 0 ? null : <EditDataStoreDrawer key={openings} {...props} />;
};
