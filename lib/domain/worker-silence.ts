/** Longer than a worker needs for its next sign of life once the database answers it again. */
const GRACE_MS = 10_000;
/** Looks further apart say nothing about the time between them: the database may have been away. */
const GAP_MS = 30_000;

export type Silence = 'none' | 'unsure' | 'sure';

/**
 * Tells a worker that is gone from one that could not give a sign of life while the database was away: it is sure only
 * when one look after another, all of them answered, has found it silent.
 */
export const watchSilence = (): ((silent: boolean, at: number) => Silence) => {
  let since: number | null = null;
  let last = Number.NEGATIVE_INFINITY;
  return (silent, at) => {
    if (!silent) since = null;
    else if (since === null || at - last > GAP_MS) since = at;
    last = at;
    if (since === null) return 'none';
    return at - since >= GRACE_MS ? 'sure' : 'unsure';
  };
};
