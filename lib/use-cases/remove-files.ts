import { AmberError, ARTEFACT_CODES, codeOf, safeMessage } from '#lib/domain/errors';
import type { Artefacts } from '#lib/domain/ports/artefacts';
import type { ArtefactRef } from '#lib/domain/ports/storage';
import { sentence } from '#lib/domain/words/sentence';

/** What a removal that failed has left of the artefact. */
export type FilesLeft = 'whole' | 'broken';

/** Has the code of the failure: whether that passes by itself does not depend on what is left. */
export class RemovalFailed extends AmberError {
  readonly left: FilesLeft;

  constructor(failure: unknown, left: FilesLeft, message: string) {
    super(codeOf(failure), message, { cause: failure });
    this.left = left;
  }
}

/**
 * Removes an artefact. Where that fails, looks at what is left of it, for the manifest goes first: throws
 * `RemovalFailed`, or the failure itself where nothing can be seen.
 */
export const removeFiles = async (artefacts: Artefacts, ref: ArtefactRef): Promise<void> => {
  try {
    await artefacts.remove(ref);
  } catch (error) {
    throw await afterLook(artefacts, ref, error);
  }
};

const afterLook = async (artefacts: Artefacts, ref: ArtefactRef, failure: unknown): Promise<unknown> => {
  try {
    await artefacts.look(ref);
  } catch (seen) {
    if (!ARTEFACT_CODES.has(codeOf(seen))) return failure;
    return new RemovalFailed(failure, 'broken', `${sentence(safeMessage(failure))} ${safeMessage(seen)}`);
  }
  return new RemovalFailed(failure, 'whole', safeMessage(failure));
};
