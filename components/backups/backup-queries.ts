import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { isMovingBackup } from '#lib/domain/backup';
import type { BackupFilter, BackupRow } from '#lib/domain/views/backup-view';
import type { Page } from '#lib/domain/views/page';
import { fetchJson, queryText } from '../queries/fetch-json.ts';
import { FRESH_MS, pollEvery } from '../queries/polling.ts';

export const backupKeys = {
  all: ['backups'] as const,
  lists: ['backups', 'list'] as const,
  list: (filter: BackupFilter) => ['backups', 'list', filter] as const,
  row: (id: string) => ['backups', 'row', id] as const,
};

export const backupListQuery = (filter: BackupFilter) =>
  queryOptions({
    queryKey: backupKeys.list(filter),
    queryFn: ({ signal }) => fetchJson<Page<BackupRow>>(`/api/backups${queryText(filter)}`, signal),
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
    refetchOnWindowFocus: true,
    refetchInterval: (query) => pollEvery(movesOn(query.state.data)),
  });

/** Whether a row of the page changes by itself: it is being made, removed or verified. */
export const movesOn = (page: Page<BackupRow> | undefined): boolean =>
  page?.rows.some((row) => isMovingBackup(row.status) || row.operationId !== null) ?? false;

const withRow = (
  page: Page<BackupRow>,
  backupId: string,
  change: (row: BackupRow) => BackupRow,
): Page<BackupRow> => ({
  ...page,
  rows: page.rows.map((row) => (row.id === backupId ? change(row) : row)),
});

/** What `Keep forever` will show: the date that comes back when it ends is known by the server only. */
export const withPinned = (page: Page<BackupRow>, backupId: string, pinned: boolean): Page<BackupRow> =>
  withRow(page, backupId, (row) => ({ ...row, pinned, expiresAt: pinned ? null : row.expiresAt }));

/** What `Delete` will show until the server has removed the files. */
export const withDeleting = (page: Page<BackupRow>, backupId: string): Page<BackupRow> =>
  withRow(page, backupId, (row) => ({ ...row, status: 'deleting', reason: null, lastGood: false }));
