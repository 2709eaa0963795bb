import type { Views } from '#lib/domain/ports/views';
import { operationRequest } from '#lib/domain/requests/list-requests';
import { parseRequest } from '#lib/domain/requests/parse-request';
import type { Actor } from '#lib/domain/roles';
import type { OperationLogLine } from '#lib/domain/views/activity-view';
import { authorise } from './authorise.ts';

export const readOperationLog =
  ({ views }: { views: Views }) =>
  async (actor: Actor | null, input: unknown): Promise<{ lines: OperationLogLine[] }> => {
    authorise(actor, 'view-console');
    return { lines: await views.operationLog(parseRequest(operationRequest, input).id) };
  };
