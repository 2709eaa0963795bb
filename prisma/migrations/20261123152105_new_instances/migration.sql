-- AlterTable
ALTER TABLE "Instance" ADD COLUMN     "progress" TEXT;
