import { BACKUP_STATUSES, BACKUP_TRIGGERS, TIERS } from '#lib/domain/backup';
import type { BackupFilter } from '#lib/domain/views/backup-view';
import {
  type AddressParams,
  among,
  dataStoreIdOf,
  firstOf,
  withoutEmpty,
} from '../queries/address-filter.ts';

/** Longest text that is searched for; the rest of a pasted page is left out. */
export const MAX_SEARCH = 200;

/** Statuses that a list can show: deleted rows are hidden. */
export const LISTED_STATUSES = BACKUP_STATUSES.filter((status) => status !== 'deleted');

/** The filter that an address asks for. What it does not know is left out, so an old link still shows a list. */
export const parseBackupFilter = (params: AddressParams): BackupFilter =>
  withoutEmpty<BackupFilter>({
    search: firstOf(params.search)?.trim().slice(0, MAX_SEARCH),
    dataStore: dataStoreIdOf(params.dataStore),
    status: among(LISTED_STATUSES, params.status),
    trigger: among(BACKUP_TRIGGERS, params.trigger),
    tier: among(TIERS, params.tier),
    cursor: firstOf(params.cursor),
  });
