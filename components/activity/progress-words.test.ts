import { describe, expect, it } from 'vitest';
import type { Progress } from '#lib/domain/operation';
import { percentDone, progressFigures, progressWords, stepWords } from './progress-words.ts';

const progress = (change: Partial<Progress>): Progress => ({
  phase: 'Loading',
  bytes: 0,
  bytesTotal: null,
  keys: 0,
  keysTotal: null,
  bytesPerSecond: 0,
  keysPerSecond: 0,
  secondsLeft: null,
  ...change,
});

describe('percentDone', () => {
  it.each<[Partial<Progress>, number | null]>([
    [{}, null],
    [{ bytes: 59, bytesTotal: 134 }, 44],
    [{ keys: 62, keysTotal: 100 }, 62],
    [{ bytes: 10, bytesTotal: 100, keys: 90, keysTotal: 100 }, 10],
    // An estimate may be too small: it never reads more than all.
    [{ bytes: 150, bytesTotal: 100 }, 100],
    [{ keys: 0, keysTotal: 0 }, null],
  ])('%j is %s', (change, percent) => expect(percentDone(progress(change))).toBe(percent));
});

describe('progress in words', () => {
  it('drops the unit that both figures share', () => {
    const loading = progress({ bytes: 59e6, bytesTotal: 134e6, bytesPerSecond: 161e6, secondsLeft: 0.46 });
    expect(progressWords(loading)).toBe('Loading · 59 of 134 MB · 161 MB/s · under 1 s left');
  });
  it('keeps both units when they differ', () => {
    expect(progressFigures(progress({ bytes: 980e3, bytesTotal: 1.2e6 }))).toBe('980 kB of 1.2 MB');
  });
  it('counts the elements of a graph', () => {
    const walking = progress({ bytes: 12e6, keys: 3400, unit: 'element' });
    expect(progressFigures(walking)).toBe('12 MB, 3,400 elements');
    expect(progressFigures(progress({ keys: 1, keysTotal: 2, unit: 'element' }))).toBe('1 of 2 elements');
  });
  it('counts keys when only their total is known', () => {
    const scanning = progress({
      keys: 74_698,
      keysTotal: 120_482,
      keysPerSecond: 9300,
      secondsLeft: 4.9,
      bytes: 5,
    });
    expect(progressFigures(scanning)).toBe('74,698 of 120,482 keys · 9,300/s · 5 s left');
  });
  it('shows what is there when no total is known', () => {
    const reading = progress({ phase: 'Reading', bytes: 12e6, keys: 3400, bytesPerSecond: 6e6 });
    expect(progressWords(reading)).toBe('Reading · 12 MB, 3,400 keys · 6 MB/s');
    expect(progressWords(progress({ phase: 'Connecting' }))).toBe('Connecting');
  });
  it('names the step, and does not say again whose phase it is', () => {
    const step = { number: 2, of: 3, name: 'safety backup' };
    expect(stepWords(step, 35.9)).toBe('Step 2 of 3: safety backup, 35 %');
    expect(stepWords(step, null)).toBe('Step 2 of 3: safety backup');
    const receiving = progress({
      phase: 'Safety backup: Receiving the snapshot',
      bytes: 5,
      bytesTotal: 10,
      step,
    });
    expect(progressWords(receiving)).toBe('Receiving the snapshot · 5 of 10 B');
  });
  it('never shows more done than there is', () => {
    expect(progressFigures(progress({ keys: 12, keysTotal: 10 }))).toBe('10 of 10 keys');
  });
});
