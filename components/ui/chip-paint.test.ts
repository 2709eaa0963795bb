import { describe, expect, it } from 'vitest';
import { keyTarget, paint } from './chip-paint.ts';

const hours = ['00', '01', '02', '03', '04', '05'];

describe('paint', () => {
  it.each([
    ['chooses one', [], { from: '02', to: '02', on: true }, ['02']],
    ['chooses a stroke forwards', ['05'], { from: '01', to: '03', on: true }, ['01', '02', '03', '05']],
    ['chooses a stroke backwards', [], { from: '03', to: '01', on: true }, ['01', '02', '03']],
    ['drops a stroke', hours, { from: '04', to: '02', on: false }, ['00', '01', '05']],
  ])('%s', (_name, chosen, stroke, after) => expect(paint(hours, chosen, stroke)).toEqual(after));
});

describe('keyTarget', () => {
  // Two rows of three, above them one wide chip.
  const boxes = [
    { left: 0, top: 0 },
    ...[0, 50, 100].map((left) => ({ left, top: 40 })),
    ...[0, 50, 100].map((left) => ({ left, top: 80 })),
  ];
  it.each([
    ['ArrowRight', 1, 2],
    ['ArrowLeft', 1, 0],
    ['ArrowLeft', 0, 0],
    ['ArrowRight', 6, 6],
    ['ArrowDown', 0, 1],
    ['ArrowDown', 2, 5],
    ['ArrowDown', 5, 5],
    ['ArrowUp', 6, 3],
    ['ArrowUp', 3, 0],
    ['Home', 5, 0],
    ['End', 1, 6],
    ['a', 1, null],
  ])('%s from %d leads to %s', (key, from, to) => expect(keyTarget(key, from, boxes)).toBe(to));
});
