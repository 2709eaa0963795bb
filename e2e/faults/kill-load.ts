import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAmberError } from '#lib/domain/errors';
import { redisCli } from '../servers/redis.ts';
import type { TestServer } from '../servers/server-process.ts';
import { type Installation, OWNER, until } from './installation.ts';
import { seededRandom } from './seeded-random.ts';

export const digestOf = (server: { port: number }): string => redisCli(server, ['DEBUG', 'DIGEST']);

/** A store whose data never changes: every backup of it has this digest. */
export type Source = { id: string; server: TestServer; digest: string };
/** A store that is restored into, and that nobody else writes to. */
export type Target = { id: string; name: string; server: TestServer };

export type LoadOptions = {
  amber: Installation;
  seed: number;
  sources: readonly Source[];
  targets: readonly Target[];
  /** Stores for schedules: each gets one, due so many hours ago. */
  scheduled: readonly { id: string; hoursDue: number }[];
};

/** What the load has seen of the restores, in the test's own words: empty when all went as it must. */
export type LoadFindings = { wrong: string[]; completedRestores: number; digests: Map<string, string> };

/** More would only wait for workers that die before they get there. */
const MOST_MOVING = 14;

/** Repeats while the database is away, as a person with a browser would; gives null where a rule refuses. */
const patiently = async <T>(work: () => Promise<T>): Promise<T | null> => {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (isAmberError(error)) return null;
      if (tries > 200) throw error;
      await sleep(200);
    }
  }
};

/** Keeps backups, restores, deletions, verifications, cancels, retention and schedules coming until it is stopped. */
export const startLoad = (options: LoadOptions) => {
  const { amber, sources, targets } = options;
  const findings: LoadFindings = { wrong: [], completedRestores: 0, digests: new Map() };
  let stopped = false;
  let streams = 0;
  const newRandom = () => seededRandom(options.seed + 7919 * ++streams);

  /** Does something every so many milliseconds, on the average. */
  const every = async (ms: number, work: (random: () => number) => Promise<unknown>): Promise<void> => {
    const random = newRandom();
    while (!stopped) {
      await sleep(ms * (0.5 + random()));
      if (!stopped) await work(random);
    }
  };
  const pick = <T>(items: readonly T[], random: () => number): T | undefined =>
    items[Math.floor(random() * items.length)];
  const moving = () =>
    patiently(() => amber.db.operation.findMany({ where: { state: { in: ['pending', 'running'] } } }));
  const hasRoom = async () => ((await moving()) ?? []).length < MOST_MOVING;
  const available = async () =>
    (await patiently(() =>
      amber.db.backup.findMany({ where: { status: 'available' }, orderBy: { id: 'asc' } }),
    )) ?? [];
  const digestOfBackup = (backup: { id: string; dataStoreId: string }) =>
    sources.find(({ id }) => id === backup.dataStoreId)?.digest ?? findings.digests.get(backup.id);

  const backUp = async (random: () => number) => {
    if (!(await hasRoom())) return;
    const request = {
      dataStoreId: pick(sources, random)!.id,
      description: '',
      retentionDays: 30,
      requestKey: randomUUID(),
    };
    // The same key again where the answer was lost with the database: one backup at most.
    await patiently(() => amber.web.startBackup(OWNER, request));
  };
  const remove = async (random: () => number) => {
    const backups = await available();
    const victim = backups.length > 8 ? pick(backups, random) : undefined;
    if (victim) await patiently(() => amber.web.deleteBackup(OWNER, { backupId: victim.id }));
  };
  const expire = async (random: () => number) => {
    const victim = pick(await available(), random);
    if (!victim) return;
    await patiently(() =>
      amber.db.backup.updateMany({
        where: { id: victim.id, status: 'available' },
        data: { expiresAt: new Date(0) },
      }),
    );
  };
  const verify = async (random: () => number) => {
    const backup = (await hasRoom()) ? pick(await available(), random) : undefined;
    if (backup) await patiently(() => amber.web.verifyBackup(OWNER, { backupId: backup.id }));
  };
  const cancel = async (random: () => number) => {
    const operation = pick((await moving()) ?? [], random);
    if (operation) await patiently(() => amber.web.cancelOperation(OWNER, { operationId: operation.id }));
  };

  const ended = (id: string) =>
    until(
      async () => {
        const row = await patiently(() => amber.operation(id));
        return row && !['pending', 'running'].includes(row.state) ? row : null;
      },
      `the restore ${id} ends`,
      300,
    );
  /** One at a time, so that the target's data can be looked at after each. */
  const restoreInto = async (target: Target, random: () => number) => {
    const backup = pick(
      (await available()).filter((row) => digestOfBackup(row) !== undefined),
      random,
    );
    if (!backup) return;
    const expected = digestOfBackup(backup)!;
    const before = digestOf(target.server);
    const safetyBackup = random() < 0.8;
    const request = {
      backupId: backup.id,
      dataStoreId: target.id,
      safetyBackup,
      confirmation: safetyBackup ? '' : target.name,
      requestKey: randomUUID(),
    };
    const begun = await patiently(() => amber.web.startRestore(OWNER, request));
    if (begun === null) return;
    const operation = await ended(begun.operationId);
    const row = (await patiently(() =>
      amber.db.restore.findUniqueOrThrow({ where: { id: begun.restoreId } }),
    ))!;
    const after = digestOf(target.server);
    const what = `restore ${row.id} of ${backup.id} (${operation.state}, ${row.status}, ${row.targetState}, attempt ${operation.attempt})`;
    if (row.status !== operation.state) findings.wrong.push(`${what}: two words for one end`);
    if (row.status === 'completed' && after !== expected) findings.wrong.push(`${what}: other data`);
    if (row.targetState === 'untouched' && after !== before) findings.wrong.push(`${what}: it was touched`);
    if (row.status === 'completed') findings.completedRestores += 1;
    if (row.safetyBackupId) findings.digests.set(row.safetyBackupId, before);
  };

  const schedule = async () => {
    for (const { id, hoursDue } of options.scheduled) {
      if (stopped) return;
      await patiently(() =>
        amber.web.applyPolicy(OWNER, {
          dataStoreId: id,
          revision: 0,
          enabled: true,
          everyDay: true,
          everyHour: true,
          timeZone: 'UTC',
          retentionDays: 7,
        }),
      );
      // Only the database's clock counts: instead of moving it forward, the next slot is moved back.
      await patiently(
        () => amber.db.$executeRaw`
          UPDATE "Policy" SET "nextAt" = date_trunc('hour', now()) - make_interval(hours => ${hoursDue}::int)
          WHERE "dataStoreId" = ${id} AND NOT EXISTS (SELECT FROM "Slot" s WHERE s."dataStoreId" = ${id})`,
      );
      await sleep(4_000);
    }
  };

  const loops = [
    every(350, backUp),
    every(1_200, remove),
    every(3_000, expire),
    every(900, verify),
    every(6_000, cancel),
    ...targets.map((target) => every(200, (random) => restoreInto(target, random))),
    schedule(),
  ];
  const all = Promise.all(loops);
  all.catch(() => {});
  return {
    findings,
    /** No more of it; what was begun goes on. */
    stop: async () => {
      stopped = true;
      await all;
    },
  };
};
