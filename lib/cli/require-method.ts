import type { SnapshotMethod } from '#lib/domain/backup';
import type { EngineKind } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';
import type { RestoreMethod } from '#lib/domain/restore';

/** Throws `invalid-input` for a method of another family of stores. */
export const requireMethod = (engine: EngineKind, method: SnapshotMethod | RestoreMethod | 'auto'): void => {
  if (method === 'auto' || (method === 'cursor') === (engine === 'janusgraph')) return;
  const one = engine === 'janusgraph' ? 'A JanusGraph has' : 'A store of the Redis family does not have';
  const what = engine === 'janusgraph' ? 'the method cursor only' : 'the method cursor';
  throw new AmberError('invalid-input', `${one} ${what}.`);
};
