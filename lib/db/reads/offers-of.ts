import {
  type RestoreOffers,
  type RestoreStatus,
  restoreOffers,
  type TargetState,
  wayBackOf,
} from '#lib/domain/restore';
import type { Rows } from '../catalogue/rows.ts';
import { supersededRestores } from '../catalogue/superseded-restores.ts';
import type { Restore } from '../generated/client.ts';

/** What is offered for each of these restores now. */
export const offersOf = async (
  rows: Rows,
  restores: readonly Restore[],
): Promise<Map<string, RestoreOffers>> => {
  const [superseded, safeties] = await Promise.all([
    supersededRestores(
      rows,
      restores.map(({ id }) => id),
    ),
    rows.backup.findMany({
      where: {
        id: { in: restores.flatMap((restore) => wayBackOf(restore) ?? []) },
        status: 'available',
      },
      select: { id: true },
    }),
  ]);
  const available = new Set<string | null>(safeties.map(({ id }) => id));
  return new Map(
    restores.map((restore) => [
      restore.id,
      restoreOffers(
        {
          ...restore,
          status: restore.status as RestoreStatus,
          targetState: restore.targetState as TargetState,
        },
        {
          superseded: superseded.has(restore.id),
          safetyAvailable: available.has(wayBackOf(restore)),
        },
      ),
    ]),
  );
};
