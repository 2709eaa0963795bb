-- AlterTable
ALTER TABLE "DataStore" ADD COLUMN     "graph" TEXT,
ADD COLUMN     "path" TEXT;

-- AlterTable
ALTER TABLE "Backup" ADD COLUMN     "edges" BIGINT;
