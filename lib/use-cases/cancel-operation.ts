import { AmberError } from '#lib/domain/errors';
import { isMoving } from '#lib/domain/operation';
import type { Catalogue } from '#lib/domain/ports/catalogue';
import { cancelOperationRequest } from '#lib/domain/requests/cancel-operation';
import { parseRequest } from '#lib/domain/requests/parse-request';
import type { Actor } from '#lib/domain/roles';
import { authorise } from './authorise.ts';
import { endOperation } from './end-operation.ts';

/** A pending operation ends at once; a running one is told, and its worker stops it within two seconds. */
export const cancelOperation =
  ({ catalogue }: { catalogue: Catalogue }) =>
  async (actor: Actor | null, input: unknown): Promise<{ operationId: string }> => {
    authorise(actor, 'cancel-operation');
    const { operationId } = parseRequest(cancelOperationRequest, input);
    await catalogue.transaction(async (tx) => {
      const operation = await tx.operations.lock(operationId);
      if (operation === null) throw new AmberError('not-found', 'This operation is gone. Reload the page.');
      if (!isMoving(operation.state)) throw new AmberError('conflict', 'This operation has ended already.');
      if (operation.kind === 'deletion') throw new AmberError('conflict', 'A deletion cannot be cancelled.');
      if (operation.state === 'pending') {
        await endOperation(tx, operation, {
          state: 'cancelled',
          reason: operation.attempt === 0 ? 'Cancelled before it began' : 'Cancelled while it waited',
          code: 'cancelled',
        });
      } else {
        await tx.operations.requestCancel(operationId);
      }
    });
    return { operationId };
  };
