import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { isGoodBackup } from '#lib/domain/backup';
import type { BackupOption, BackupOptionGroup, BackupRow, TargetOption } from '#lib/domain/views/backup-view';
import type { PreflightView } from '#lib/domain/views/restore-view';
import { fetchJson, queryText } from '../queries/fetch-json.ts';
import { FRESH_MS } from '../queries/polling.ts';

export const restoreKeys = {
  all: ['restores'] as const,
  options: (dataStoreId: string, search: string) => ['restores', 'options', dataStoreId, search] as const,
  targets: (backupId: string) => ['restores', 'targets', backupId] as const,
  preflights: ['restores', 'preflight'] as const,
  preflight: (backupId: string, dataStoreId: string) =>
    ['restores', 'preflight', backupId, dataStoreId] as const,
};

/** `timeZone`: what a date in the search means; it matters to nothing else. */
export const backupOptionsQuery = (dataStoreId: string, search: string, timeZone = 'UTC') =>
  queryOptions({
    queryKey: restoreKeys.options(dataStoreId, search),
    queryFn: ({ signal }) =>
      fetchJson<{ groups: BackupOptionGroup[] }>(
        `/api/backups/options${queryText({ dataStore: dataStoreId, search, ...(search ? { timeZone } : {}) })}`,
        signal,
      ),
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
  });

export const targetsQuery = (backupId: string) =>
  queryOptions({
    queryKey: restoreKeys.targets(backupId),
    queryFn: ({ signal }) =>
      fetchJson<{ options: TargetOption[] }>(`/api/backups/${encodeURIComponent(backupId)}/targets`, signal),
    staleTime: FRESH_MS,
  });

/** Asks the target itself, so it is never taken from an earlier answer, nor asked twice by a retry of its own. */
export const preflightQuery = (backupId: string, dataStoreId: string) =>
  queryOptions({
    queryKey: restoreKeys.preflight(backupId, dataStoreId),
    queryFn: ({ signal }) =>
      fetchJson<PreflightView>(
        `/api/restores/preflight${queryText({ backup: backupId, dataStore: dataStoreId })}`,
        signal,
      ),
    staleTime: 0,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });

/** All choices in the order in which they are listed. */
export const optionsOf = (groups: readonly BackupOptionGroup[]): BackupOption[] =>
  groups.flatMap((group) => group.options);

/**
 * The newest good backup of the store itself: what a person most often wants back. A safety backup holds what an
 * earlier restore replaced, so it comes only where there is nothing else.
 */
export const presetBackup = (groups: readonly BackupOptionGroup[]): BackupOption | null => {
  const own = groups.find((group) => group.own)?.options ?? [];
  return own.find(({ trigger }) => isGoodBackup({ status: 'available', trigger })) ?? own[0] ?? null;
};

/** A row of a list as a choice, before the choices themselves are loaded. */
export const optionOf = (row: BackupRow): BackupOption => ({
  id: row.id,
  label: `${row.description}, ${row.createdAt}`,
  description: row.description,
  dataStoreId: row.dataStoreId,
  dataStoreName: row.dataStoreName,
  trigger: row.trigger,
  createdAt: row.createdAt,
  plainBytes: row.plainBytes ?? 0,
  storedBytes: row.storedBytes ?? 0,
  keys: row.keys ?? 0,
  edges: row.edges,
  product: row.product ?? 'redis',
  version: row.version ?? '',
});
