'use client';

import type { ActivityRow } from '#lib/domain/views/activity-view';
import { useMay } from '../account/session-context.tsx';
import { Button } from '../ui/button.tsx';
import { useCancelOperation } from './use-cancel-operation.ts';

/** Stops what runs. */
export const CancelButton = ({ row }: { row: Pick<ActivityRow, 'id'> }) => {
  const { cancel } = useCancelOperation();
  return useMay('cancel-operation') ? (
    <Button size="s" onClick={() => cancel(row.id)}>
      Cancel
    </Button>
  ) : null;
};
