-- AlterTable
ALTER TABLE "Instance" ADD COLUMN     "discardedAt" TIMESTAMPTZ(3),
ADD COLUMN     "progress" TEXT,
ADD COLUMN     "provisioner" TEXT NOT NULL DEFAULT 'sample',
ADD COLUMN     "upAt" TIMESTAMPTZ(3),
ADD COLUMN     "wish" JSONB;

-- The samples that are ready have answered
UPDATE "Instance" SET "upAt" = "readyAt";

-- AlterTable
ALTER TABLE "Restore" ADD COLUMN     "intoNew" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Worker" ADD COLUMN     "offers" JSONB;
