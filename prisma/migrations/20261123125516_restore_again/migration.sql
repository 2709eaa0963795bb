-- AlterTable
ALTER TABLE "Restore" ADD COLUMN     "clearedAt" TIMESTAMPTZ(3),
ADD COLUMN     "wayBackId" TEXT;

-- Until now a restore that took up an incomplete one had the first attempt's safety backup as its own, and what could
-- fail while it was being cleared could not be told apart.
UPDATE "Restore" SET "wayBackId" = "safetyBackupId", "safetyBackupId" = NULL
WHERE NOT "withSafety" AND "safetyBackupId" IS NOT NULL;
UPDATE "Restore" SET "clearedAt" = "touchedAt" WHERE "touchedAt" IS NOT NULL;
