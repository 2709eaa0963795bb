import { AmberError } from '#lib/domain/errors';
import { countOf } from '#lib/domain/words/figures';

/** The restore failed after the target was touched. */
export const interrupted = (
  cause: AmberError,
  { vertices, edges }: { vertices: number; edges: number },
): AmberError =>
  new AmberError(
    'restore-incomplete',
    `The restore broke off after ${countOf(vertices, 'vertex', 'vertices')} and ${countOf(edges, 'edge')}: ${cause.message.replace(/[.\s]*$/, '.')} Restore again.`,
    { cause },
  );
