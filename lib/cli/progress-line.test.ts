import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Progress } from '#lib/domain/operation';
import { createProgressLine, progressWords } from './progress-line.ts';

const progress: Progress = {
  phase: 'Reading keys',
  bytes: 41_200_000,
  bytesTotal: 82_400_000,
  keys: 1234,
  keysTotal: null,
  bytesPerSecond: 20_600_000,
  keysPerSecond: 600,
  secondsLeft: 2,
};

it.each([
  [progress, 'Reading keys · 50 % · 41.2 MB · 1,234 keys · 20.6 MB/s · 2 s left'],
  [
    { ...progress, bytesTotal: null, bytesPerSecond: 0, secondsLeft: null, keys: 1 },
    'Reading keys · 41.2 MB · 1 key',
  ],
  [
    { ...progress, bytes: 0, bytesTotal: null, bytesPerSecond: 0, secondsLeft: null, keys: 0 },
    'Reading keys',
  ],
])('in words', (given, words) => {
  expect(progressWords(given)).toBe(words);
});

describe('the line', () => {
  const written = (isTTY: boolean) => {
    let text = '';
    const stderr = Object.assign(
      new Writable({
        write(chunk, _, done) {
          text += chunk;
          done();
        },
      }),
      { isTTY },
    );
    const { signal } = new AbortController();
    const line = createProgressLine({
      stdin: process.stdin,
      stdout: stderr,
      stderr,
      environment: {},
      signal,
    });
    line.run.progress({ phase: 'Verifying', bytes: 0, keys: 0 });
    line.run.log('a line');
    line.end();
    return text;
  };

  it('is written on a terminal and taken away at the end', () => {
    expect(written(true)).toBe('\r\x1b[2KVerifying\r\x1b[2Ka line\n\r\x1b[2K');
  });

  it('is not written elsewhere', () => {
    expect(written(false)).toBe('');
  });
});
