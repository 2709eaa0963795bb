-- CreateTable
CREATE TABLE "BackupTotal" (
    "dataStoreId" TEXT NOT NULL,
    "backups" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL,

    CONSTRAINT "BackupTotal_pkey" PRIMARY KEY ("dataStoreId")
);

-- One statement changes each row of a store's sums at most once, in the order of their keys: two that wait for one
-- another would be a deadlock. What changes no sum locks no row.
CREATE FUNCTION "add_to_backup_totals"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO "BackupTotal" AS t
    SELECT "dataStoreId", count(*), sum(coalesce("storedBytes", 0)) FROM made
    WHERE "status" = 'available' GROUP BY 1 ORDER BY 1
    ON CONFLICT ("dataStoreId") DO UPDATE SET "backups" = t."backups" + EXCLUDED."backups", "bytes" = t."bytes" + EXCLUDED."bytes";
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO "BackupTotal" AS t
    SELECT "dataStoreId", -count(*), -sum(coalesce("storedBytes", 0)) FROM gone
    WHERE "status" = 'available' GROUP BY 1 ORDER BY 1
    ON CONFLICT ("dataStoreId") DO UPDATE SET "backups" = t."backups" + EXCLUDED."backups", "bytes" = t."bytes" + EXCLUDED."bytes";
  ELSE
    INSERT INTO "BackupTotal" AS t
    SELECT "dataStoreId", sum("backups"), sum("bytes") FROM (
      SELECT "dataStoreId", 1 AS "backups", coalesce("storedBytes", 0) AS "bytes" FROM made WHERE "status" = 'available'
      UNION ALL
      SELECT "dataStoreId", -1, -coalesce("storedBytes", 0) FROM gone WHERE "status" = 'available') changed
    GROUP BY 1 HAVING sum("backups") <> 0 OR sum("bytes") <> 0 ORDER BY 1
    ON CONFLICT ("dataStoreId") DO UPDATE SET "backups" = t."backups" + EXCLUDED."backups", "bytes" = t."bytes" + EXCLUDED."bytes";
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "backup_totals_insert" AFTER INSERT ON "Backup" REFERENCING NEW TABLE AS made
  FOR EACH STATEMENT EXECUTE FUNCTION "add_to_backup_totals"();
CREATE TRIGGER "backup_totals_update" AFTER UPDATE ON "Backup" REFERENCING OLD TABLE AS gone NEW TABLE AS made
  FOR EACH STATEMENT EXECUTE FUNCTION "add_to_backup_totals"();
CREATE TRIGGER "backup_totals_delete" AFTER DELETE ON "Backup" REFERENCING OLD TABLE AS gone
  FOR EACH STATEMENT EXECUTE FUNCTION "add_to_backup_totals"();

-- The triggers hold off every change of `Backup` until this has counted what was there before them.
INSERT INTO "BackupTotal" SELECT "dataStoreId", count(*), sum(coalesce("storedBytes", 0)) FROM "Backup"
WHERE "status" = 'available' GROUP BY 1;
