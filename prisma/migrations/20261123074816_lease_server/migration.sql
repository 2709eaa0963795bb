-- AlterTable
ALTER TABLE "Lease" ADD COLUMN     "serverId" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "Lease_serverId_key" ON "Lease"("serverId");
