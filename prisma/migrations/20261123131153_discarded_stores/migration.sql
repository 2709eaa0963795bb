-- CreateTable
CREATE TABLE "DiscardedStore" (
    "dataStoreId" TEXT NOT NULL,
    "discardedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DiscardedStore_pkey" PRIMARY KEY ("dataStoreId")
);

-- how often the deletion of a backup has failed, and when it last did
CREATE INDEX "Operation_failed_deletion" ON "Operation" ("backupId", "finishedAt")
  WHERE "kind" = 'deletion' AND "state" = 'failed';
