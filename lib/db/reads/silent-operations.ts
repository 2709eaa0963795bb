import type { Rows } from '../catalogue/rows.ts';
import { Prisma } from '../generated/client.ts';
import { SILENT_SECONDS } from '../worker-beat.ts';

/** Said of an operation whose worker was lost, until another worker takes it up. */
export const WAITS_FOR_WORKER = 'Its worker gives no sign of life. It waits for another one.';

/** Whether an operation row says `running` and nobody has said so for a while. */
export const isSilent = (alias: string): Prisma.Sql => {
  const row = Prisma.raw(alias);
  return Prisma.sql`(${row}.state = 'running' AND ${row}."beatAt" < now() - make_interval(secs => ${SILENT_SECONDS}))`;
};

/** Those among them that only seem to run: their progress is that of a worker that was lost. */
export const silentOperations = async (rows: Rows, ids: readonly string[]): Promise<Set<string>> => {
  if (ids.length === 0) return new Set();
  const silent = await rows.$queryRaw<{ id: string }[]>`
    SELECT o.id::text FROM "Operation" o WHERE o.id = ANY(${[...ids]}::uuid[]) AND ${isSilent('o')}`;
  return new Set(silent.map(({ id }) => id));
};
