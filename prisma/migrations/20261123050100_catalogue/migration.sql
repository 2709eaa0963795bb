-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "emailVerified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "role" TEXT NOT NULL DEFAULT 'viewer',
    "disabledAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "token" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    "userId" TEXT NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "idToken" TEXT,
    "accessTokenExpiresAt" TIMESTAMPTZ(3),
    "refreshTokenExpiresAt" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Verification" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RateLimit" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "lastRequest" BIGINT NOT NULL,

    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignInAttempt" (
    "id" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "blockedUntil" TIMESTAMPTZ(3) NOT NULL,
    "lastAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SignInAttempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DataStore" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "engine" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "username" TEXT,
    "password" BYTEA,
    "tls" BOOLEAN NOT NULL DEFAULT false,
    "tlsCa" TEXT,
    "tlsServerName" TEXT,
    "tlsClientCertificate" TEXT,
    "tlsClientKey" BYTEA,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "statusReason" TEXT,
    "product" TEXT,
    "version" TEXT,
    "probe" JSONB,
    "probedAt" TIMESTAMPTZ(3),
    "probeDueAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DataStore_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Backup" (
    "id" TEXT NOT NULL,
    "dataStoreId" TEXT NOT NULL,
    "dataStoreName" TEXT NOT NULL,
    "engine" TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    "tiers" TEXT[],
    "description" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "reason" TEXT,
    "requestKey" UUID,
    "retentionDays" INTEGER,
    "expiresAt" TIMESTAMPTZ(3),
    "pinned" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),
    "product" TEXT,
    "version" TEXT,
    "method" TEXT,
    "methodReason" TEXT,
    "consistency" TEXT,
    "plainBytes" BIGINT,
    "storedBytes" BIGINT,
    "keys" BIGINT,
    "usedMemory" BIGINT,
    "sha256" TEXT,
    "dataFile" TEXT,
    "contents" JSONB,

    CONSTRAINT "Backup_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Restore" (
    "id" TEXT NOT NULL,
    "backupId" TEXT NOT NULL,
    "dataStoreId" TEXT NOT NULL,
    "dataStoreName" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "targetState" TEXT NOT NULL DEFAULT 'untouched',
    "reason" TEXT,
    "requestKey" UUID,
    "withSafety" BOOLEAN NOT NULL,
    "safetyBackupId" TEXT,
    "touchedAt" TIMESTAMPTZ(3),
    "result" JSONB,
    "previousId" TEXT,
    "rollsBack" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Restore_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Operation" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "dataStoreId" TEXT,
    "dataStoreName" TEXT,
    "backupId" TEXT,
    "restoreId" TEXT,
    "subject" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "workerId" TEXT,
    "progress" JSONB,
    "summary" TEXT,
    "reason" TEXT,
    "cancelRequested" BOOLEAN NOT NULL DEFAULT false,
    "beatAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Operation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OperationLog" (
    "id" BIGSERIAL NOT NULL,
    "operationId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "text" TEXT NOT NULL,

    CONSTRAINT "OperationLog_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Lease" (
    "dataStoreId" TEXT NOT NULL,
    "operationId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "takenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Lease_pkey" PRIMARY KEY ("dataStoreId")
);

-- CreateTable
CREATE TABLE "Policy" (
    "dataStoreId" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL,
    "days" INTEGER[],
    "hours" INTEGER[],
    "everyHour" BOOLEAN NOT NULL DEFAULT false,
    "timeZone" TEXT NOT NULL,
    "retentionDays" INTEGER NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "nextAt" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Policy_pkey" PRIMARY KEY ("dataStoreId")
);

-- CreateTable
CREATE TABLE "Slot" (
    "id" UUID NOT NULL,
    "dataStoreId" TEXT NOT NULL,
    "dataStoreName" TEXT NOT NULL,
    "nominalAt" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT,
    "backupId" TEXT,
    "timeZone" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Slot_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Installation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "keyFingerprint" TEXT NOT NULL,
    "storageId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Worker" (
    "id" UUID NOT NULL,
    "hostId" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "beatAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Worker_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Session_token_key" ON "Session"("token");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE INDEX "Session_expiresAt_idx" ON "Session"("expiresAt");

-- CreateIndex
CREATE INDEX "Account_userId_idx" ON "Account"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Account_providerId_accountId_key" ON "Account"("providerId", "accountId");

-- CreateIndex
CREATE INDEX "Verification_identifier_idx" ON "Verification"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "RateLimit_key_key" ON "RateLimit"("key");

-- CreateIndex
CREATE INDEX "SignInAttempt_lastAt_idx" ON "SignInAttempt"("lastAt");

-- CreateIndex
CREATE UNIQUE INDEX "DataStore_name_key" ON "DataStore"("name");

-- CreateIndex
CREATE INDEX "DataStore_createdAt_idx" ON "DataStore"("createdAt");

-- CreateIndex
CREATE INDEX "DataStore_probeDueAt_idx" ON "DataStore"("probeDueAt");

-- CreateIndex
CREATE UNIQUE INDEX "Backup_requestKey_key" ON "Backup"("requestKey");

-- CreateIndex
CREATE INDEX "Backup_dataStoreId_createdAt_id_idx" ON "Backup"("dataStoreId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Restore_requestKey_key" ON "Restore"("requestKey");

-- CreateIndex
CREATE INDEX "Restore_backupId_status_idx" ON "Restore"("backupId", "status");

-- CreateIndex
CREATE INDEX "Restore_dataStoreId_createdAt_idx" ON "Restore"("dataStoreId", "createdAt" DESC);

-- CreateIndex
CREATE INDEX "Operation_createdAt_id_idx" ON "Operation"("createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Operation_dataStoreId_createdAt_id_idx" ON "Operation"("dataStoreId", "createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "Operation_backupId_idx" ON "Operation"("backupId");

-- CreateIndex
CREATE INDEX "Operation_restoreId_idx" ON "Operation"("restoreId");

-- CreateIndex
CREATE INDEX "OperationLog_operationId_id_idx" ON "OperationLog"("operationId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Lease_operationId_key" ON "Lease"("operationId");

-- CreateIndex
CREATE INDEX "Slot_createdAt_id_idx" ON "Slot"("createdAt" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "Slot_dataStoreId_nominalAt_key" ON "Slot"("dataStoreId", "nominalAt");

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Account" ADD CONSTRAINT "Account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OperationLog" ADD CONSTRAINT "OperationLog_operationId_fkey" FOREIGN KEY ("operationId") REFERENCES "Operation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Policy" ADD CONSTRAINT "Policy_dataStoreId_fkey" FOREIGN KEY ("dataStoreId") REFERENCES "DataStore"("id") ON DELETE CASCADE ON UPDATE CASCADE;
