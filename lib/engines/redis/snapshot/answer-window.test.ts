import { describe, expect, it } from 'vitest';
import { AnswerWindow } from './answer-window.ts';

/** Answers of `bytes` each until the window has settled. */
const settled = (window: AnswerWindow, bytes: number, rounds = 20): number => {
  let size = window.adjust();
  for (let i = 0; i < rounds; i += 1) {
    for (let key = 0; key < size; key += 1) window.sample(bytes);
    size = window.adjust();
  }
  return size;
};

describe('AnswerWindow', () => {
  it('begins low and doubles', () => {
    const window = new AnswerWindow();
    expect(window.adjust()).toBe(8);
    expect(settled(window, 50, 1)).toBe(16);
    expect(settled(window, 50)).toBe(2000);
  });

  it('keeps large answers few', () => {
    expect(settled(new AnswerWindow(), 100_000)).toBeLessThanOrEqual(84);
    expect(settled(new AnswerWindow(), 64 << 20)).toBe(1);
  });

  it('recovers from a single giant', () => {
    const window = new AnswerWindow();
    settled(window, 50);
    window.sample(1 << 30);
    expect(window.adjust()).toBeLessThan(2000);
    expect(settled(window, 50, 200)).toBe(2000);
  });

  it('is slowed down by a giant no more than by a value of 16 MB', () => {
    const sizesAfter = (bytes: number): number[] => {
      const window = new AnswerWindow();
      settled(window, 50);
      window.sample(bytes);
      return Array.from({ length: 50 }, () => settled(window, 50, 1));
    };
    expect(sizesAfter(1 << 30)).toEqual(sizesAfter(16 << 20));
    expect(sizesAfter(1 << 30)).not.toEqual(sizesAfter(1 << 20));
  });
});
