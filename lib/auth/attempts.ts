import { createHash } from 'node:crypto';
import type { Db } from '#lib/db/client';

/** So many failures are forgiven: people mistype. */
const FREE_FAILURES = 4;
const LONGEST_WAIT_SECONDS = 300;
/** After so long without a try, an account begins anew. */
const FORGET_SECONDS = 3_600;

/** Seconds to wait after the n-th failure in a row: 0, 0, 0, 0, 2, 4, 8, … up to five minutes. */
export const waitAfter = (failures: number): number =>
  failures <= FREE_FAILURES ? 0 : Math.min(2 ** (failures - FREE_FAILURES), LONGEST_WAIT_SECONDS);

const idOf = (subject: string): string => createHash('sha256').update(subject).digest('base64url');

/**
 * Asks to try a secret of `subject` (`account:ada@example.org`) once; gives the seconds to wait, 0 for go on. The try
 * counts as failed until `clearAttempts`: of many tries at the same time, no more pass than of tries in a row. Only
 * the database's clock counts.
 */
export const beginAttempt = async (db: Db, subject: string): Promise<number> => {
  const id = idOf(subject);
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${id}, 0))`;
    await tx.$executeRaw`DELETE FROM "SignInAttempt" WHERE "lastAt" < now() - make_interval(secs => ${FORGET_SECONDS})`;
    const [row] = await tx.$queryRaw<{ failures: number; wait: number }[]>`
      SELECT "failures", ceil(extract(epoch FROM "blockedUntil" - now()))::int AS wait
      FROM "SignInAttempt" WHERE "id" = ${id}`;
    if (row && row.wait > 0) return row.wait;
    const failures = (row?.failures ?? 0) + 1;
    await tx.$executeRaw`
      INSERT INTO "SignInAttempt" ("id", "failures", "blockedUntil", "lastAt")
      VALUES (${id}, ${failures}, now() + make_interval(secs => ${waitAfter(failures)}), now())
      ON CONFLICT ("id") DO UPDATE
      SET "failures" = EXCLUDED."failures", "blockedUntil" = EXCLUDED."blockedUntil", "lastAt" = EXCLUDED."lastAt"`;
    return 0;
  });
};

/** The secret was right: what came before is forgotten. */
export const clearAttempts = async (db: Db, subject: string): Promise<void> => {
  await db.signInAttempt.deleteMany({ where: { id: idOf(subject) } });
};

export const tooManySentence = (seconds: number): string =>
  `Too many attempts. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`;
