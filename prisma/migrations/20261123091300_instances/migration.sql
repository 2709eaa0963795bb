-- CreateTable
CREATE TABLE "Instance" (
    "dataStoreId" TEXT NOT NULL,
    "hostId" TEXT,
    "keeperId" UUID,
    "readyAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Instance_pkey" PRIMARY KEY ("dataStoreId")
);
