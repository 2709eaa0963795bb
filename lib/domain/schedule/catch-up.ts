import type { Timing } from '../policy.ts';
import { nextSlots, slotsBetween } from './next-slots.ts';

/** A slot is on time while it is picked up within this; later, its backup says that it ran late. Milliseconds. */
export const ON_TIME_WITHIN = 5 * 60_000;

/** How many slots one call settles: some 17 weeks of every hour, a transaction of well under a second. */
const CATCH_UP_BATCH = 3000;

export type CatchUp = {
  /** Slots to record as missed, oldest first. */
  missed: Date[];
  /** The slot to run now, whether on time or late; null when none is due, or when more are to be settled first. */
  run: Date | null;
  /** Whether `run` is late: Amber was not there when it came due. */
  late: boolean;
  /** What the policy waits for next; null for a grid without slots. */
  nextAt: Date | null;
  /** More slots are due than one call settles: write these down, then ask again. */
  more: boolean;
};

/**
 * Settles what came due since `nextAt`, the first slot that has no record yet: the newest slot runs, once, and the
 * older ones are missed. `now` is the database's clock, the only one that counts; where it was set back, nothing is
 * due and nothing runs twice. Every slot gets a record, however long Amber was down: a long time in batches.
 */
export const catchUp = (timing: Timing, nextAt: Date, now: Date, batch: number = CATCH_UP_BATCH): CatchUp => {
  const idle = { missed: [], run: null, late: false, more: false };
  if (now.getTime() < nextAt.getTime()) return { ...idle, nextAt };
  const due = slotsBetween(timing, new Date(nextAt.getTime() - 1), now, batch + 1);
  const [beyond] = due.slice(batch);
  if (beyond !== undefined) return { ...idle, missed: due.slice(0, batch), nextAt: beyond, more: true };
  const following = nextSlots(timing, now, 1)[0] ?? null;
  const run = due.pop();
  // The rules of the zone changed since `nextAt` was written down: there is no slot any more where one was awaited.
  if (run === undefined) return { ...idle, nextAt: following };
  const late = now.getTime() - run.getTime() > ON_TIME_WITHIN;
  return { missed: due, run, late, nextAt: following, more: false };
};
