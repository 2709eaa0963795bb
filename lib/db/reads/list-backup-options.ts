import type { BackupSearch, Stretch } from '#lib/domain/backup-search';
import type { DataStoreId } from '#lib/domain/ids';
import type { BackupOption, BackupOptionGroup } from '#lib/domain/views/backup-view';
import { type Rows, toNumber } from '../catalogue/rows.ts';
import { type Backup, type DataStore, Prisma } from '../generated/client.ts';
import { findText, holdsText } from './search-text.ts';

/** So many of this store, and so many of all others: the search finds the rest. */
const OWN = 100;
const OTHERS = 100;

export const listBackupOptions = async (
  rows: Rows,
  target: DataStoreId,
  search: BackupSearch,
): Promise<BackupOptionGroup[]> => {
  const store = await rows.dataStore.findUnique({ where: { id: target } });
  if (store === null) return [];
  const meets = await meeting(rows, search);
  const [own, others] = await Promise.all([
    findOptions(rows, { store, meets, ofStore: Prisma.sql`b."dataStoreId" = ${target}`, limit: OWN }),
    findOptions(rows, { store, meets, ofStore: Prisma.sql`b."dataStoreId" <> ${target}`, limit: OTHERS }),
  ]);
  const stores = await rows.dataStore.findMany({
    where: { id: { in: others.map(({ dataStoreId }) => dataStoreId) } },
    select: { id: true, name: true },
  });
  const names = new Map([store, ...stores].map(({ id, name }) => [id, name]));
  const groups = new Map<string, BackupOptionGroup>();
  for (const backup of [...own, ...others]) {
    const { dataStoreId } = backup;
    const own = dataStoreId === target;
    const dataStoreName = names.get(dataStoreId) ?? backup.dataStoreName;
    const group = groups.get(dataStoreId) ?? { dataStoreId, dataStoreName, own, options: [] };
    group.options.push(toOption(backup, group.dataStoreName));
    groups.set(dataStoreId, group);
  }
  return [...groups.values()];
};

type Wanted = {
  store: Pick<DataStore, 'engine'>;
  meets: readonly Meeting[];
  ofStore: Prisma.Sql;
  limit: number;
};

const findOptions = async (rows: Rows, wanted: Wanted): Promise<Backup[]> => {
  const { store, ofStore, limit, meets } = wanted;
  const offered = Prisma.sql`b.status = 'available' AND b.engine = ${store.engine} AND ${ofStore}`;
  const found = await rows.$queryRaw<{ id: string }[]>`
    SELECT b.id FROM (
      ${Prisma.join(
        meets.map((each) => Prisma.sql`(${chosen(offered, each, limit)})`),
        ' UNION ',
      )}) b
    ORDER BY b."createdAt" DESC, b.id DESC LIMIT ${limit}`;
  return await rows.backup.findMany({
    where: { id: { in: found.map(({ id }) => id) } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
};

/** What a backup may meet to be found: a text, or words and a time. */
type Meeting = { holds: Prisma.Sql; taken: readonly Stretch[] | null };

/** So many of one stretch are looked through for words: more stores than that are not backed up in one minute. */
const OF_A_STRETCH = 1_000;

const chosen = (offered: Prisma.Sql, { holds, taken }: Meeting, limit: number): Prisma.Sql => {
  const newest = Prisma.sql`ORDER BY b."createdAt" DESC, b.id DESC`;
  const columns = Prisma.sql`SELECT b.id, b."createdAt"`;
  if (taken === null || taken.length <= 2) {
    return Prisma.sql`${columns} FROM "Backup" b WHERE ${offered} AND ${holds} AND ${within(taken)} ${newest} LIMIT ${limit}`;
  }
  // A year of minutes is no condition that an index knows: each is a short walk along it. The limit inside keeps the
  // planner from looking for the words once a minute.
  const [from, before] = [taken.map((each) => each.from), taken.map((each) => each.before)].map((times) =>
    times.map((time) => time.toISOString()),
  );
  return Prisma.sql`
    ${columns} FROM (SELECT f::timestamptz AS "from", u::timestamptz AS before
      FROM unnest(${from}::text[], ${before}::text[]) AS t(f, u)) t
    CROSS JOIN LATERAL (
      SELECT b.* FROM "Backup" b WHERE ${offered} AND b."createdAt" >= t."from" AND b."createdAt" < t.before
      ${newest} LIMIT ${OF_A_STRETCH}) b
    WHERE ${holds} ${newest} LIMIT ${limit}`;
};

const within = (taken: readonly Stretch[] | null): Prisma.Sql => {
  if (taken === null) return Prisma.sql`true`;
  if (taken.length === 0) return Prisma.sql`false`;
  const each = taken.map(
    ({ from, before }) => Prisma.sql`b."createdAt" >= ${from} AND b."createdAt" < ${before}`,
  );
  return Prisma.sql`(${Prisma.join(each, ' OR ')})`;
};

/** The text as it stands; or each of its words, and the time that it names. */
const meeting = async (rows: Rows, { text, words, taken }: BackupSearch): Promise<Meeting[]> => {
  if (text === '') return [{ holds: Prisma.sql`true`, taken: null }];
  const held = (part: string) => findText(rows, part).then((sought) => holdsText('b', sought));
  const whole: Meeting = { holds: await held(text), taken: null };
  const parts = await Promise.all(words.map(held));
  if (parts.length === 0 && taken === null) return [whole];
  const holds = parts.length === 0 ? Prisma.sql`true` : Prisma.join(parts, ' AND ');
  return [whole, { holds, taken }];
};

const toOption = (backup: Backup, dataStoreName: string): BackupOption => {
  const createdAt = backup.createdAt.toISOString();
  return {
    id: backup.id,
    label: `${backup.description}, ${createdAt}`,
    description: backup.description,
    dataStoreId: backup.dataStoreId,
    dataStoreName,
    trigger: backup.trigger as BackupOption['trigger'],
    createdAt,
    plainBytes: Number(backup.plainBytes),
    storedBytes: Number(backup.storedBytes),
    keys: Number(backup.keys),
    edges: toNumber(backup.edges),
    product: backup.product as BackupOption['product'],
    version: backup.version ?? '',
  };
};
