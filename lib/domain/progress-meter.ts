import type { Progress, ProgressReport } from './operation.ts';

const WINDOW_MS = 5_000;
type Sample = { at: number; bytes: number; keys: number };

/**
 * Turns what an engine reports into what a person sees: rates over the last five seconds and the time left.
 * Times are milliseconds of any steady clock.
 */
export class ProgressMeter {
  private samples: Sample[] = [];
  private last: ProgressReport | null = null;

  report(report: ProgressReport): void {
    // Another phase counts from zero again: old samples would give a negative rate.
    if (this.last !== null && this.last.phase !== report.phase) this.samples = [];
    this.last = report;
  }

  read(now: number): Progress | null {
    const report = this.last;
    if (report === null) return null;
    this.samples = this.samples.filter((sample) => now - sample.at <= WINDOW_MS);
    this.samples.push({ at: now, bytes: report.bytes, keys: report.keys });
    const first = this.samples[0]!;
    const seconds = (now - first.at) / 1000;
    const rate = (done: number, before: number) => (seconds > 0 ? Math.max(0, (done - before) / seconds) : 0);
    const bytesPerSecond = rate(report.bytes, first.bytes);
    const keysPerSecond = rate(report.keys, first.keys);
    const bytesTotal = report.bytesTotal ?? null;
    const keysTotal = report.keysTotal ?? null;
    return {
      phase: report.phase,
      bytes: report.bytes,
      bytesTotal,
      keys: report.keys,
      keysTotal,
      bytesPerSecond,
      keysPerSecond,
      secondsLeft:
        left(report.bytes, bytesTotal, bytesPerSecond) ?? left(report.keys, keysTotal, keysPerSecond),
      ...(report.unit ? { unit: report.unit } : {}),
      ...(report.step ? { step: report.step } : {}),
    };
  }
}

const left = (done: number, total: number | null, perSecond: number): number | null =>
  total === null || perSecond === 0 ? null : Math.max(0, (total - done) / perSecond);

/** Percent done, 0 to 100; null while no total is known. */
export const percentDone = (progress: Progress): number | null => {
  const share = (done: number, total: number | null) =>
    total === null || total === 0 ? null : Math.min(100, Math.floor((100 * done) / total));
  return share(progress.bytes, progress.bytesTotal) ?? share(progress.keys, progress.keysTotal);
};
