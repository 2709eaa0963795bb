import type { BackupSearch } from '#lib/domain/backup-search';
import type { DataStoreId } from '#lib/domain/ids';
import type { BackupOption, BackupOptionGroup } from '#lib/domain/views/backup-view';
import type { Rows } from '../catalogue/rows.ts';
import { type Backup, type DataStore, Prisma } from '../generated/client.ts';
import { holdsText } from './search-text.ts';

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
  const [own, others] = await Promise.all([
    findOptions(rows, { store, search, ofStore: Prisma.sql`b."dataStoreId" = ${target}`, limit: OWN }),
    findOptions(rows, { store, search, ofStore: Prisma.sql`b."dataStoreId" <> ${target}`, limit: OTHERS }),
  ]);
  const groups = new Map<string, BackupOptionGroup>();
  for (const backup of [...own, ...others]) {
    const { dataStoreId } = backup;
    const isOwn = dataStoreId === target;
    const dataStoreName = isOwn ? store.name : backup.dataStoreName;
    const group = groups.get(dataStoreId) ?? { dataStoreId, dataStoreName, own: isOwn, options: [] };
    group.options.push(toOption(backup));
    groups.set(dataStoreId, group);
  }
  return [...groups.values()];
};

type Wanted = {
  store: Pick<DataStore, 'engine'>;
  search: BackupSearch;
  ofStore: Prisma.Sql;
  limit: number;
};

const findOptions = async (rows: Rows, { store, search, ofStore, limit }: Wanted): Promise<Backup[]> => {
  const found = await rows.$queryRaw<{ id: string }[]>`
    SELECT b.id FROM "Backup" b
    WHERE b.status = 'available' AND b.engine = ${store.engine} AND ${ofStore} AND ${meets(search)}
    ORDER BY b."createdAt" DESC, b.id DESC LIMIT ${limit}`;
  return await rows.backup.findMany({
    where: { id: { in: found.map(({ id }) => id) } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
};

/** The text as it stands; or each of its words, and the day that it names. */
const meets = ({ text, words, taken }: BackupSearch): Prisma.Sql => {
  if (text === '') return Prisma.sql`true`;
  const parts = words.map((word) => holdsText('b', word));
  if (taken) parts.push(Prisma.sql`b."createdAt" >= ${taken.from} AND b."createdAt" < ${taken.before}`);
  return parts.length === 0
    ? holdsText('b', text)
    : Prisma.sql`(${holdsText('b', text)} OR (${Prisma.join(parts, ' AND ')}))`;
};

const toOption = (backup: Backup): BackupOption => {
  const createdAt = backup.createdAt.toISOString();
  return {
    id: backup.id,
    label: `${backup.description}, ${createdAt}`,
    description: backup.description,
    dataStoreId: backup.dataStoreId,
    dataStoreName: backup.dataStoreName,
    trigger: backup.trigger as BackupOption['trigger'],
    createdAt,
    plainBytes: Number(backup.plainBytes),
    storedBytes: Number(backup.storedBytes),
    keys: Number(backup.keys),
    product: backup.product as BackupOption['product'],
    version: backup.version ?? '',
  };
};
