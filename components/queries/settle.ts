import type { QueryClient } from '@tanstack/react-query';
import { noteMovement } from './polling.ts';

/** Roots of the query keys that an operation on a store changes. */
const TOUCHED = [['data-stores'], ['backups'], ['activity'], ['restores']] as const;

/** Asks again for whatever is shown: lists then find the new operation and poll fast by themselves. */
export const settleStore = (client: QueryClient): void => {
  noteMovement();
  for (const queryKey of TOUCHED) void client.invalidateQueries({ queryKey });
};
