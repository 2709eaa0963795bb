import { FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS } from '#lib/domain/retention/deletion-pause';
import { Prisma } from './generated/client.ts';

/** More doublings than the longest pause needs: 2 to the power of many failures would be no interval any more. */
const MOST_DOUBLINGS = 20;

/** Until when nobody but a person begins the deletion of the backup of this alias; null when none has failed. */
export const deletionWaitsUntil = (alias: string): Prisma.Sql => Prisma.sql`(
  SELECT max(f."finishedAt") + make_interval(secs => least(${LONGEST_PAUSE_SECONDS}::float,
    ${FIRST_PAUSE_SECONDS}::float * power(2, least(count(*) - 1, ${MOST_DOUBLINGS}::int))))
  FROM "Operation" f
  WHERE f."backupId" = ${Prisma.raw(alias)}.id AND f.kind = 'deletion' AND f.state = 'failed')`;
