import type { Views } from '#lib/domain/ports/views';
import type { Rows } from '../catalogue/rows.ts';
import { findDataStore } from './find-data-store.ts';
import { findOperation, listActivity } from './list-activity.ts';
import { listBackupOptions } from './list-backup-options.ts';
import { findBackup, listBackups } from './list-backups.ts';
import { listDataStores } from './list-data-stores.ts';
import { listNextRound } from './list-next-round.ts';
import { listRestoreTargets } from './list-restore-targets.ts';
import { readBackupFigures } from './read-backup-figures.ts';
import { readOperationLog } from './read-operation-log.ts';
import { readStoreHistory } from './read-store-history.ts';

export const viewsOf = (rows: Rows): Views => ({
  dataStores: () => listDataStores(rows),
  dataStore: (id) => findDataStore(rows, id),
  storeHistory: (id, span) => readStoreHistory(rows, id, span),
  backups: (filter) => listBackups(rows, filter),
  backupFigures: () => readBackupFigures(rows),
  backup: (id) => findBackup(rows, id),
  backupOptions: (target, search) => listBackupOptions(rows, target, search),
  targets: (backup) => listRestoreTargets(rows, backup),
  activity: (filter) => listActivity(rows, filter),
  operation: (id) => findOperation(rows, id),
  operationLog: (id) => readOperationLog(rows, id),
  nextRound: () => listNextRound(rows),
});
