import { AmberError } from '#lib/domain/errors';
import type { Views } from '#lib/domain/ports/views';
import { operationRequest } from '#lib/domain/requests/list-requests';
import { parseRequest } from '#lib/domain/requests/parse-request';
import type { Actor } from '#lib/domain/roles';
import type { ActivityRow } from '#lib/domain/views/activity-view';
import { authorise } from './authorise.ts';

/** One operation as Activity shows it. Throws `not-found` when its row is gone. */
export const findOperation =
  ({ views }: { views: Pick<Views, 'operation'> }) =>
  async (actor: Actor | null, input: unknown): Promise<ActivityRow> => {
    authorise(actor, 'view-console');
    const row = await views.operation(parseRequest(operationRequest, input).id);
    if (row === null) throw new AmberError('not-found', 'This operation is not there any more.');
    return row;
  };
