/** While something moves, every change of a second is shown. */
const MOVING_MS = 1_000;
/** Otherwise often enough that what others start appears by itself. */
const QUIET_MS = 20_000;
/** What the server rendered is fresh: no request right after hydration. */
export const FRESH_MS = 5_000;

export const pollEvery = (moving: boolean): number => (moving ? MOVING_MS : QUIET_MS);
