import { expect, it } from 'vitest';
import { type Silence, watchSilence } from './worker-silence.ts';

it.each<[string, [number, boolean, Silence][]]>([
  [
    'a worker that lives',
    [
      [0, false, 'none'],
      [15, false, 'none'],
    ],
  ],
  [
    'one that is gone',
    [
      [0, false, 'none'],
      [15, true, 'unsure'],
      [19, true, 'unsure'],
      [25, true, 'sure'],
      [29, true, 'sure'],
    ],
  ],
  [
    'a database that was away for 90 s',
    [
      [0, false, 'none'],
      [90, true, 'unsure'],
      [94, false, 'none'],
    ],
  ],
  [
    'away a second time',
    [
      [0, true, 'unsure'],
      [90, true, 'unsure'],
      [94, false, 'none'],
    ],
  ],
  [
    'one that comes back',
    [
      [0, true, 'unsure'],
      [10, true, 'sure'],
      [14, false, 'none'],
      [18, true, 'unsure'],
    ],
  ],
])('%s', (_name, looks) => {
  const look = watchSilence();
  for (const [seconds, silent, expected] of looks) expect(look(silent, seconds * 1000)).toBe(expected);
});
