import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { isMovingBackup } from '#lib/domain/backup';
import type { BackupFigures } from '#lib/domain/views/backup-figures-view';
import type { BackupFilter, BackupPage, BackupRow } from '#lib/domain/views/backup-view';
import { fetchJson, queryText } from '../queries/fetch-json.ts';
import { FRESH_MS, pollEvery } from '../queries/polling.ts';
import { backupCountWords } from './backup-count-words.ts';

export const backupKeys = {
  all: ['backups'] as const,
  lists: ['backups', 'list'] as const,
  list: (filter: BackupFilter) => ['backups', 'list', filter] as const,
  figures: ['backups', 'figures'] as const,
  row: (id: string) => ['backups', 'row', id] as const,
};

export const backupListQuery = (filter: BackupFilter) =>
  queryOptions({
    queryKey: backupKeys.list(filter),
    queryFn: ({ signal }) => fetchJson<BackupPage>(`/api/backups${queryText(filter)}`, signal),
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
    refetchOnWindowFocus: true,
    refetchInterval: (query) => pollEvery(movesOn(query.state.data)),
  });

/** As live as the list below: whatever changes that changes them. */
export const backupFiguresQuery = () =>
  queryOptions({
    queryKey: backupKeys.figures,
    queryFn: ({ signal }) => fetchJson<BackupFigures>('/api/backups/figures', signal),
    staleTime: FRESH_MS,
    refetchInterval: () => pollEvery(false),
  });

/** Whether a row of the page changes by itself: it is being made, removed or verified. */
export const movesOn = (page: BackupPage | undefined): boolean =>
  page !== undefined &&
  (page.moving || page.rows.some((row) => isMovingBackup(row.status) || row.operationId !== null));

export const BACKUP_LIST_WORDS = {
  what: 'The backups',
  one: 'backup',
  many: 'backups',
  count: backupCountWords,
  // the figures beside a list count what is available only
  paged: ', of every status',
};

const withRow = (page: BackupPage, backupId: string, change: (row: BackupRow) => BackupRow): BackupPage => ({
  ...page,
  rows: page.rows.map((row) => (row.id === backupId ? change(row) : row)),
});

/** What `Keep forever` will show: the date that comes back when it ends is known by the server only. */
export const withPinned = (page: BackupPage, backupId: string, pinned: boolean): BackupPage =>
  withRow(page, backupId, (row) => ({ ...row, pinned, expiresAt: pinned ? null : row.expiresAt }));

/** What `Delete` will show until the server has removed the files. */
export const withDeleting = (page: BackupPage, backupId: string): BackupPage =>
  withRow(page, backupId, (row) => ({ ...row, status: 'deleting', reason: null, lastGood: false }));
