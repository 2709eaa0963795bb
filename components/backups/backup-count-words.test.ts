import { expect, it } from 'vitest';
import type { BackupStatus } from '#lib/domain/backup';
import { backupCountWords } from './backup-count-words.ts';

const page = (...statuses: BackupStatus[]) => ({
  rows: statuses.map((status) => ({ status })),
  next: null,
  previous: null,
});

it.each([
  [page('available'), '1 available backup'],
  [page('available', 'available'), '2 available backups'],
  [page('available', 'cancelled', 'available'), '2 available backups, and 1 cancelled'],
  [page('running', 'available', 'failed', 'failed'), '1 available backup, and 1 running, 2 failed'],
  [page('failed'), 'No available backup, 1 failed'],
  [{ ...page('available'), next: 'more' }, null],
])('%#', (shown, words) => {
  expect(backupCountWords(shown)).toBe(words);
});
