-- AlterTable
ALTER TABLE "Operation" ADD COLUMN     "losses" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "notBefore" TIMESTAMPTZ(3),
ADD COLUMN     "tries" INTEGER NOT NULL DEFAULT 0;

-- the sweep of ended operations, and who follows a restore
CREATE INDEX "Operation_ended" ON "Operation" ("finishedAt") WHERE "state" IN ('completed', 'failed', 'cancelled');
CREATE INDEX "Restore_previous" ON "Restore" ("previousId") WHERE "previousId" IS NOT NULL;
