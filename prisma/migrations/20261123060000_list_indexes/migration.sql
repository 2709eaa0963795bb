-- Indexes that the schema language cannot say: partial ones for lists of a million backups, trigrams for the search.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Account > Backups: newest first, and by each filter; deleted rows stay and are hidden
CREATE INDEX "Backup_list" ON "Backup" ("createdAt" DESC, "id" DESC) WHERE "status" <> 'deleted';
CREATE INDEX "Backup_list_by_store" ON "Backup" ("dataStoreId", "createdAt" DESC, "id" DESC) WHERE "status" <> 'deleted';
CREATE INDEX "Backup_list_by_status" ON "Backup" ("status", "createdAt" DESC, "id" DESC) WHERE "status" <> 'deleted';
CREATE INDEX "Backup_list_by_trigger" ON "Backup" ("trigger", "createdAt" DESC, "id" DESC) WHERE "status" <> 'deleted';
CREATE INDEX "Backup_description_search" ON "Backup" USING gin ("description" gin_trgm_ops);
CREATE INDEX "Backup_store_name_search" ON "Backup" USING gin ("dataStoreName" gin_trgm_ops);

-- the last good backup of a store
CREATE INDEX "Backup_good" ON "Backup" ("dataStoreId", "createdAt" DESC, "id" DESC)
  WHERE "status" = 'available' AND "trigger" <> 'safety';

-- the retention sweep
CREATE INDEX "Backup_expiring" ON "Backup" ("expiresAt") WHERE "status" IN ('available', 'damaged') AND NOT "pinned";
CREATE INDEX "Backup_unsuccessful" ON "Backup" ("createdAt") WHERE "status" IN ('failed', 'cancelled');

-- what moves, what is due
CREATE INDEX "Operation_moving" ON "Operation" ("createdAt") WHERE "state" IN ('pending', 'running');
CREATE INDEX "Policy_due" ON "Policy" ("nextAt") WHERE "enabled";

-- Activity: slots that became no backup
CREATE INDEX "Slot_unmet" ON "Slot" ("createdAt" DESC, "id" DESC) WHERE "outcome" <> 'backup';
CREATE INDEX "Slot_unmet_by_store" ON "Slot" ("dataStoreId", "createdAt" DESC, "id" DESC) WHERE "outcome" <> 'backup';
