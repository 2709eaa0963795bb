/** Figures as people read them. Pure and the same on the server and in the browser, so that hydration agrees. */

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Decimal units, three figures at most: `0 B`, `999 B`, `41.2 MB`, `1.02 GB`, `134 MB`. */
export const bytesWords = (bytes: number): string => {
  let value = Math.max(0, bytes);
  let unit = 0;
  // Below the next unit's first figure after rounding: 999,600 bytes read `1 MB`, never `1000 kB`.
  while (unit < UNITS.length - 1 && Number(value.toPrecision(3)) >= 1000) {
    value /= 1000;
    unit += 1;
  }
  const text = unit === 0 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
  return `${text} ${UNITS[unit]}`;
};

/** `629,214`. */
export const countWords = (count: number): string => Math.round(count).toLocaleString('en-GB');

/** `1 key`, `629,214 keys`. */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${countWords(count)} ${count === 1 ? one : many}`;

/** `under 1 s`, `2.1 s`, `14.2 s`, `48 s`, `3 min 20 s`, `2 h 5 min`, `3 days 4 h`. */
export const secondsWords = (seconds: number): string => {
  if (seconds < 0.05) return 'under 0.1 s';
  if (seconds < 20) return `${Number(seconds.toFixed(1))} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return pair(Math.floor(whole / 60), 'min', whole % 60, 's');
  const minutes = Math.round(whole / 60);
  if (minutes < 24 * 60) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(minutes / 60);
  const days = Math.floor(hours / 24);
  return pair(days, days === 1 ? 'day' : 'days', hours % 24, 'h');
};

const pair = (first: number, firstUnit: string, second: number, secondUnit: string): string =>
  second === 0 ? `${first} ${firstUnit}` : `${first} ${firstUnit} ${second} ${secondUnit}`;
