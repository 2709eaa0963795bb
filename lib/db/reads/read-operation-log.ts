import type { OperationLogLine } from '#lib/domain/views/activity-view';
import type { Rows } from '../catalogue/rows.ts';

const SHOWN = 500;

export const readOperationLog = async (rows: Rows, operationId: string): Promise<OperationLogLine[]> => {
  const lines = await rows.operationLog.findMany({
    where: { operationId },
    orderBy: { id: 'asc' },
    take: SHOWN,
  });
  return lines.map(({ at, text }) => ({ at: at.toISOString(), text }));
};
