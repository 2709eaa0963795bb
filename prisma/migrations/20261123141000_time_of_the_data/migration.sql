-- A backup that waited stood at the time at which it was asked for. It stands at that of its data now, as its manifest
-- has it, and is kept for its days from then on.
UPDATE "Backup"
SET "expiresAt" = "expiresAt" + ("startedAt" - "createdAt"), "createdAt" = "startedAt"
WHERE "startedAt" IS NOT NULL AND "startedAt" <> "createdAt";
