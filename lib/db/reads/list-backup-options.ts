import type { BackupSearch } from '#lib/domain/backup-search';
import type { DataStoreId } from '#lib/domain/ids';
import type { BackupOption, BackupOptionGroup } from '#lib/domain/views/backup-view';
import type { Rows } from '../catalogue/rows.ts';

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
  const found = {
    status: 'available',
    engine: store.engine,
    OR: [
      { description: holding(search.text) },
      {
        ...(search.taken && { createdAt: { gte: search.taken.from, lt: search.taken.before } }),
        AND: search.words.map((word) => ({
          OR: [{ description: holding(word) }, { dataStoreName: holding(word) }],
        })),
      },
    ],
  };
  const order = { orderBy: [{ createdAt: 'desc' as const }, { id: 'desc' as const }] };
  const [own, others] = await Promise.all([
    rows.backup.findMany({ where: { ...found, dataStoreId: target }, take: OWN, ...order }),
    rows.backup.findMany({ where: { ...found, dataStoreId: { not: target } }, take: OTHERS, ...order }),
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

const holding = (word: string) => ({ contains: word, mode: 'insensitive' as const });

const toOption = (backup: Awaited<ReturnType<Rows['backup']['findMany']>>[number]): BackupOption => {
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
