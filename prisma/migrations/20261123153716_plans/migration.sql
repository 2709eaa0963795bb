-- AlterTable
ALTER TABLE "Backup" ADD COLUMN     "retentionSeconds" INTEGER,
ADD COLUMN     "slotAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Policy" ADD COLUMN     "keepDays" INTEGER,
ADD COLUMN     "keepMonths" INTEGER,
ADD COLUMN     "keepOnDemand" INTEGER,
ADD COLUMN     "keepWeeks" INTEGER,
ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'grid',
ADD COLUMN     "minuteOfDay" INTEGER,
ADD COLUMN     "monthDay" INTEGER,
ADD COLUMN     "weekday" INTEGER,
ALTER COLUMN "retentionDays" DROP NOT NULL;

-- The columns of its kind are there, so that nothing has to guess them.
ALTER TABLE "Policy" ADD CONSTRAINT "Policy_kind" CHECK (CASE kind
  WHEN 'grid' THEN "retentionDays" IS NOT NULL
  WHEN 'plan' THEN num_nulls("minuteOfDay", weekday, "monthDay", "keepDays", "keepWeeks", "keepMonths", "keepOnDemand") = 0
  ELSE false END);
