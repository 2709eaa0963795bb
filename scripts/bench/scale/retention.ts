import { execFile } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Installation, OWNER, startInstallation } from '../../../e2e/faults/installation.ts';
import { atMost, type Row } from '../rows.ts';
import { percentile } from './percentile.ts';
import { MILLION, seedBackups } from './seed-backups.ts';

const EXPIRED = 100_000;
const MINUTE = 60;
/** Beyond what is allowed: the measure then says how far it came. */
const GIVEN_UP_SECONDS = 12 * MINUTE;

/** The oldest ones are over; failures of that age went long ago. */
const expire = async (amber: Installation): Promise<{ id: string; dataStoreId: string }[]> => {
  await amber.db.$executeRaw`
    DELETE FROM "Backup" WHERE status IN ('failed', 'cancelled') AND "createdAt" < now() - interval '80 days'`;
  return await amber.db.$queryRaw<{ id: string; dataStoreId: string }[]>`
    UPDATE "Backup" SET "expiresAt" = now() WHERE id IN (
      SELECT id FROM "Backup" WHERE status = 'available' AND NOT pinned ORDER BY "createdAt" LIMIT ${EXPIRED})
    RETURNING id, "dataStoreId"`;
};

/** Files of the expired ones alone: nothing opens the others. */
const writeFiles = async (storage: string, backups: readonly { id: string; dataStoreId: string }[]) => {
  for (const { id, dataStoreId } of backups) {
    const folder = join(storage, 'artefacts', dataStoreId, id);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'data.rdb.zst'), 'a small backup '.repeat(20));
    await writeFile(join(folder, 'manifest.json'), '{}');
  }
  await promisify(execFile)('sync');
};

const gone = (amber: Installation): Promise<number> =>
  amber.db.operation.count({ where: { kind: 'deletion', state: 'completed' } });

/** Looks at the first page over and over, and now and then at how far the sweep is. */
const watch = async (amber: Installation): Promise<{ seconds: number; deleted: number; lists: number[] }> => {
  const lists: number[] = [];
  const begun = performance.now();
  for (let round = 1; ; round += 1) {
    const asked = performance.now();
    await amber.web.listBackups(OWNER, {});
    lists.push(performance.now() - asked);
    await sleep(100);
    if (round % 10 !== 0) continue;
    const seconds = (performance.now() - begun) / 1000;
    const deleted = await gone(amber);
    if (round % 100 === 0) console.log(`  ${Math.round(seconds)} s: ${deleted} deleted`);
    if (deleted >= EXPIRED || seconds > GIVEN_UP_SECONDS) return { seconds, deleted, lists };
  }
};

const filesLeft = async (storage: string): Promise<number> => {
  const names = await readdir(join(storage, 'artefacts'), { recursive: true });
  return names.filter((name) => name.endsWith('.zst')).length;
};

export const measure = async (): Promise<Row[]> => {
  const amber = await startInstallation({ durable: true });
  try {
    await seedBackups(amber.postgres.url, MILLION);
    const storage = join(amber.dataDir, 'storage');
    await writeFiles(storage, await expire(amber));
    await amber.db.$executeRawUnsafe('VACUUM ANALYZE "Backup"');
    await amber.startWorker();
    const { seconds, deleted, lists } = await watch(amber);
    const left = await filesLeft(storage);
    const p95 = percentile(lists, 95);
    const done = deleted === EXPIRED && left === 0;
    return [
      {
        measure: 'retention: 100,000 expired among 1,000,000 backups, 1 worker',
        against: 'until every row and file is gone',
        result: `${seconds.toFixed(0)} s`,
        must: '< 600 s',
        aim: '< 180 s',
        met: done ? atMost(seconds, { must: 10 * MINUTE, aim: 3 * MINUTE }) : 'no',
        detail: `${deleted} deleted, ${left} data files left, ${Math.round(deleted / seconds)} a second`,
      },
      {
        measure: 'Account > Backups meanwhile: first page',
        against: `p95 of the use case, ${lists.length} times`,
        result: `${p95.toFixed(1)} ms`,
        must: '< 100 ms',
        aim: '< 100 ms',
        met: atMost(p95, { must: 100, aim: 100 }),
        detail: `slowest ${Math.max(...lists).toFixed(0)} ms`,
      },
    ];
  } finally {
    await amber.stop();
  }
};
