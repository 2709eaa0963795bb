'use client';

import dynamic from 'next/dynamic';
import { useOpenings } from '../ui/use-openings.ts';
import type { DeleteDataStoreDialogProps } from './delete-data-store-dialog.tsx';

const DeleteDataStoreDialog = dynamic(
  () => import('./delete-data-store-dialog.tsx').then((module) => module.DeleteDataStoreDialog),
  { ssr: false },
);

/** The `Delete data store` question, loaded when it is first asked. */
export const DeleteDataStoreLauncher = (props: DeleteDataStoreDialogProps) => {
  const openings = useOpenings(props.open);
  return openings === 0 ? null : <DeleteDataStoreDialog key={openings} {...props} />;
};
