/**
 * Level 1 keeps the entropy coding that RDB files profit from (1.5 to 2 times smaller at 300 to 400 MB/s a core; data
 * that cannot be compressed passes at 900 MB/s, as zstd gives up on it by itself, so nothing needs to be probed).
 * The fast level drops that coding: 1.2 to 1.5 times smaller at 1.5 to 2 times the speed. A level cannot be changed
 * inside a frame, and -1 cannot be asked for: Node takes it for "not set", which is level 3.
 */
export const DENSE_LEVEL = 1;
export const FAST_LEVEL = -4;

/** Share of a frame's time that the source may spend waiting for the compressor. */
const HELD_UP = 0.2;
/** Below this the compressor was idle enough to work harder again. */
const IDLE = 0.02;

/**
 * Pure: the level of the next frame, so that the compressor keeps up with the store. `waitedShare` is the part of the
 * last frame's time that the source waited for the compressor (0 to 1).
 */
export const nextLevel = (level: number, waitedShare: number): number => {
  if (waitedShare > HELD_UP) return FAST_LEVEL;
  if (waitedShare < IDLE) return DENSE_LEVEL;
  return level;
};
