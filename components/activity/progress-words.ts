import type { Progress, Step } from '#lib/domain/operation';
import { bytesWords, countOf, countWords, secondsWords } from '#lib/domain/words/figures';

/** Percent done, 0 to 100, by what has a known total; null when nothing has. Bytes move more evenly than keys. */
export const percentDone = (progress: Progress): number | null => {
  const share = ratio(progress.bytes, progress.bytesTotal) ?? ratio(progress.keys, progress.keysTotal);
  return share === null ? null : Math.floor(share * 100);
};

const ratio = (done: number, total: number | null): number | null =>
  total === null || total <= 0 ? null : Math.min(1, Math.max(0, done / total));

/** `59 of 134 MB`, `980 kB of 1.2 MB`, `74,698 of 120,482 keys`, `12 MB, 3,400 keys`; empty before anything moved. */
const doneWords = ({ bytes, bytesTotal, keys, keysTotal, unit: one }: Progress): string => {
  const unit = one ?? 'key';
  if (bytesTotal) return bytesOf(Math.min(bytes, bytesTotal), bytesTotal);
  if (keysTotal) return `${countWords(Math.min(keys, keysTotal))} of ${countOf(keysTotal, unit)}`;
  return [bytes > 0 ? bytesWords(bytes) : '', keys > 0 ? countOf(keys, unit) : ''].filter(Boolean).join(', ');
};

const bytesOf = (done: number, total: number): string => {
  const [figure, unit] = bytesWords(done).split(' ');
  const whole = bytesWords(total);
  return whole.endsWith(` ${unit}`) ? `${figure} of ${whole}` : `${figure} ${unit} of ${whole}`;
};

const rateWords = ({ bytesTotal, bytes, bytesPerSecond, keysTotal, keysPerSecond }: Progress): string => {
  const byKeys = !bytesTotal && (keysTotal || bytes === 0);
  if (byKeys) return keysPerSecond > 0 ? `${countWords(keysPerSecond)}/s` : '';
  return bytesPerSecond > 0 ? `${bytesWords(bytesPerSecond)}/s` : '';
};

const leftWords = (seconds: number | null): string => {
  if (seconds === null) return '';
  return seconds < 1 ? 'under 1 s left' : `${secondsWords(Math.ceil(seconds))} left`;
};

/** `59 of 134 MB · 161 MB/s · under 1 s left`: what is known of it, without the phase. */
export const progressFigures = (progress: Progress): string =>
  [doneWords(progress), rateWords(progress), leftWords(progress.secondsLeft)].filter(Boolean).join(' · ');

/** Under `Step 2 of 3: safety backup` it is not said again whose phase it is. */
const phaseWords = ({ phase, step }: Progress): string =>
  step ? phase.replace(/^Safety backup: /, '') : phase;

/** `Loading · 59 of 134 MB · 161 MB/s · under 1 s left`. */
export const progressWords = (progress: Progress): string =>
  [phaseWords(progress), progressFigures(progress)].filter(Boolean).join(' · ');

/** `Step 2 of 3: safety backup, 35 %`; without the figure while nobody knows it. */
export const stepWords = ({ number, of, name }: Step, percent: number | null): string =>
  [`Step ${number} of ${of}: ${name}`, percent === null ? '' : `${Math.floor(percent)} %`]
    .filter(Boolean)
    .join(', ');
