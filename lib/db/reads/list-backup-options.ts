import type { BackupSearch } from '#lib/domain/backup-search';
import type { DataStoreId } from '#lib/domain/ids';
import type { BackupOption, BackupOptionGroup } from '#lib/domain/views/backup-view';
import type { Rows } from '../catalogue/rows.ts';
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
  meets: Prisma.Sql;
  ofStore: Prisma.Sql;
  limit: number;
};

const findOptions = async (rows: Rows, { store, meets, ofStore, limit }: Wanted): Promise<Backup[]> => {
  const found = await rows.$queryRaw<{ id: string }[]>`
    SELECT b.id FROM "Backup" b
    WHERE b.status = 'available' AND b.engine = ${store.engine} AND ${ofStore} AND ${meets}
    ORDER BY b."createdAt" DESC, b.id DESC LIMIT ${limit}`;
  return await rows.backup.findMany({
    where: { id: { in: found.map(({ id }) => id) } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
};

/** The text as it stands; or each of its words, and the day that it names. */
const meeting = async (rows: Rows, { text, words, taken }: BackupSearch): Promise<Prisma.Sql> => {
  if (text === '') return Prisma.sql`true`;
  const held = (part: string) => findText(rows, part).then((sought) => holdsText('b', sought));
  const parts = await Promise.all(words.map(held));
  if (taken) parts.push(Prisma.sql`b."createdAt" >= ${taken.from} AND b."createdAt" < ${taken.before}`);
  const whole = await held(text);
  return parts.length === 0 ? whole : Prisma.sql`(${whole} OR (${Prisma.join(parts, ' AND ')}))`;
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
    product: backup.product as BackupOption['product'],
    version: backup.version ?? '',
  };
};
