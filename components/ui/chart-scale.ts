import { bytesWords, secondsWords } from '#lib/domain/words/figures';

/** The upper end of an axis, and what stands at its upper end and in its middle. */
export type Scale = { top: number; words: { top: string; middle: string } };

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Ends whose halves read well too. */
const SPANS = [
  0.2,
  1,
  2,
  4,
  10,
  20,
  40,
  ...[2, 4, 10, 20, 40].map((minutes) => minutes * MINUTE),
  ...[2, 4, 8, 12].map((hours) => hours * HOUR),
  ...[1, 2, 4, 6, 10, 14, 28, 60, 100].map((days) => days * DAY),
];

const scale = (top: number, words: (value: number) => string): Scale => ({
  top,
  words: { top: words(top), middle: words(top / 2) },
});

/** For bytes from 0 to the largest. */
export const bytesScale = (largest: number): Scale => {
  const decade = 10 ** Math.floor(Math.log10(Math.max(10, largest)));
  const steps = [1, 2, 4, 6, 8, 10].map((factor) => factor * decade);
  return scale(steps.find((step) => step >= largest) ?? 10 * decade, bytesWords);
};

/** For a time from 0 to the longest, seconds. */
export const secondsScale = (longest: number): Scale =>
  scale(SPANS.find((span) => span >= longest) ?? Math.ceil(longest / (100 * DAY)) * 100 * DAY, secondsWords);
