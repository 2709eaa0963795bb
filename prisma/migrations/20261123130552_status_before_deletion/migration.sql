-- AlterTable
ALTER TABLE "Backup" ADD COLUMN     "statusBefore" TEXT;

-- Of those that are being deleted now it is not known what they were; a failed one never had a size.
UPDATE "Backup" SET "statusBefore" = CASE WHEN "storedBytes" IS NULL THEN 'failed' ELSE 'available' END
WHERE status = 'deleting';
