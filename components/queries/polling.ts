/** While something moves, every change of a second is shown. */
const MOVING_MS = 1_000;
/** Otherwise often enough that what others start appears by itself. */
export const QUIET_MS = 20_000;
/** What comes of a movement comes a little after it: the keys of a restored store, a backup's new date. */
const AFTERGLOW_MS = 6_000;
/** What the server rendered is fresh: no request right after hydration. */
export const FRESH_MS = 5_000;

let movedAt = Number.NEGATIVE_INFINITY;

/** Something was just started, or seen to move: every list looks closely for a while. */
export const noteMovement = (): void => {
  movedAt = performance.now();
};

export const pollEvery = (moving: boolean): number => {
  if (moving) noteMovement();
  return performance.now() - movedAt < AFTERGLOW_MS ? MOVING_MS : QUIET_MS;
};
