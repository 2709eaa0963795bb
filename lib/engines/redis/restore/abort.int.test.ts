import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  fromSecondReading,
  recordedRun,
  restoreInto,
  send,
  sourceUpTo,
} from '../../../../e2e/data/restoring.ts';
import { holdsOld, KEYS, smallKeys } from './small-keys.fixture.ts';

const { rack, save, startTarget } = smallKeys();
let file: string;
beforeAll(async () => {
  file = await save();
});
afterAll(rack.stop);
const forever = () => new Promise<void>(() => {});

describe('an abort', () => {
  const settles = async (work: Promise<unknown>, abort: () => void) => {
    abort();
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  };

  it('ends the first reading, with the data left', async () => {
    const target = await startTarget();
    const run = recordedRun();
    let reached = () => {};
    const isReading = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const stuck = sourceUpTo(file, 1_000_000, () => {
      reached();
      return forever();
    });
    const work = restoreInto(target, file, { run, source: stuck });
    work.catch(() => {});
    await isReading;
    await settles(work, run.abort);
    await holdsOld(target);
  });

  it('ends the wait for the record of the touch, with the data left', async () => {
    const target = await startTarget();
    const run = recordedRun();
    let work: Promise<unknown> = Promise.resolve();
    await new Promise<void>((resolve) => {
      work = restoreInto(target, file, {
        run,
        beforeTouch: () => {
          resolve();
          return forever();
        },
      });
      work.catch(() => {});
    });
    await settles(work, run.abort);
    await holdsOld(target);
  });

  it.each([
    ['before the first change', 0],
    ['while it loads', 2],
  ])('comes from an attempt that may have been taken over, %s', async (_, left) => {
    const target = await startTarget();
    const run = recordedRun();
    let holds = left;
    const mustHold = () => {
      holds -= 1;
      if (holds >= 0) return;
      run.abort();
      run.signal.throwIfAborted();
    };
    await expect(restoreInto(target, file, { run: { ...run, mustHold } })).rejects.toMatchObject({
      code: 'cancelled',
    });
    if (left === 0) await holdsOld(target);
    else expect(Number(await send(target, ['DBSIZE']))).toBeLessThan(KEYS);
  });

  it.each(['Clearing', 'Loading', 'Saving'])('ends %s while the target stands still', async (phase) => {
    const target = await startTarget(['--appendonly', 'yes']);
    let stop = () => {};
    const isThere = new Promise<void>((resolve) => {
      stop = resolve;
    });
    const run = recordedRun((report) => {
      if (report.phase !== phase) return;
      process.kill(target.pid, 'SIGSTOP');
      stop();
    });
    const work = restoreInto(target, file, { run });
    work.catch(() => {});
    await isThere;
    try {
      await settles(work, run.abort);
    } finally {
      process.kill(target.pid, 'SIGCONT');
    }
  });

  it('ends loading from a source that has fallen silent', async () => {
    const target = await startTarget();
    const run = recordedRun();
    let work: Promise<unknown> = Promise.resolve();
    await new Promise<void>((resolve) => {
      const stuck = sourceUpTo(file, 1_000_000, () => {
        resolve();
        return forever();
      });
      work = restoreInto(target, file, { run, source: fromSecondReading(file, stuck) });
      work.catch(() => {});
    });
    await settles(work, run.abort);
  });
});
