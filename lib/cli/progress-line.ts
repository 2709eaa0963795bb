import type { Progress, Run } from '#lib/domain/operation';
import { ProgressMeter, percentDone } from '#lib/domain/progress-meter';
import { bytesWords, countOf, secondsWords } from '#lib/domain/words/figures';
import type { Terminal } from './terminal.ts';

const EVERY_MS = 200;
const ERASE_LINE = '\r\x1b[2K';

export const progressWords = (progress: Progress): string => {
  const percent = percentDone(progress);
  return [
    progress.phase,
    percent === null ? null : `${percent} %`,
    progress.bytes > 0 ? bytesWords(progress.bytes) : null,
    progress.keys > 0 ? countOf(progress.keys, progress.unit ?? 'key') : null,
    progress.bytesPerSecond > 0 ? `${bytesWords(progress.bytesPerSecond)}/s` : null,
    progress.secondsLeft === null ? null : `${secondsWords(progress.secondsLeft)} left`,
  ]
    .filter((part) => part !== null)
    .join(' · ');
};

export type ProgressLine = { run: Run /** Takes the line away. */; end(): void };

/** One line on standard error that is written over, when that is a terminal; otherwise nothing. */
export const createProgressLine = ({ stderr, signal }: Terminal): ProgressLine => {
  if (!stderr.isTTY) return { run: { signal, progress: () => {}, log: () => {} }, end: () => {} };
  const meter = new ProgressMeter();
  let writtenAt = Number.NEGATIVE_INFINITY;
  const run: Run = {
    signal,
    progress: (report) => {
      meter.report(report);
      const now = performance.now();
      if (now - writtenAt < EVERY_MS) return;
      writtenAt = now;
      const progress = meter.read(now);
      if (progress !== null) stderr.write(`${ERASE_LINE}${progressWords(progress)}`);
    },
    log: (line) => stderr.write(`${ERASE_LINE}${line}\n`),
  };
  return { run, end: () => stderr.write(ERASE_LINE) };
};
