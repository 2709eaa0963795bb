import { setTimeout as sleep } from 'node:timers/promises';
import { isAmberError } from '#lib/domain/errors';
import { redisCli } from '../servers/redis.ts';
import type { TestServer } from '../servers/server-process.ts';
import type { Installation } from './installation.ts';

export const digestOf = (server: { port: number }): string => redisCli(server, ['DEBUG', 'DIGEST']);

/** A store whose data never changes: every backup of it has this digest. */
export type Source = { id: string; server: TestServer; digest: string };
/** A store that is restored into, and that nobody else writes to. */
export type Target = { id: string; name: string; server: TestServer };

export type LoadContext = {
  amber: Installation;
  sources: readonly Source[];
  /** What the restores showed, in the test's own words: empty when all went as it must. */
  wrong: string[];
  completedRestores: number;
  /** Of safety backups. */
  digests: Map<string, string>;
};

/** Repeats while the database is away, as a person with a browser would; gives null where a rule refuses. */
export const patiently = async <T>(work: () => Promise<T>): Promise<T | null> => {
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

export const pick = <T>(items: readonly T[] | null, random: () => number): T | undefined =>
  items?.[Math.floor(random() * items.length)];

export const moving = ({ amber }: LoadContext) =>
  patiently(() => amber.db.operation.findMany({ where: { state: { in: ['pending', 'running'] } } }));

export const available = async ({ amber }: LoadContext) =>
  (await patiently(() =>
    amber.db.backup.findMany({ where: { status: 'available' }, orderBy: { id: 'asc' } }),
  )) ?? [];

/** The data that a backup must hold; undefined: it is not known. */
export const digestOfBackup = (
  { sources, digests }: LoadContext,
  backup: { id: string; dataStoreId: string },
): string | undefined =>
  sources.find(({ id }) => id === backup.dataStoreId)?.digest ?? digests.get(backup.id);
