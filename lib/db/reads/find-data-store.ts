import type { Probe } from '#lib/domain/data-store';
import type { DataStoreId } from '#lib/domain/ids';
import { UNKNOWN_PORT } from '#lib/domain/instance';
import type { StoredDetail } from '#lib/domain/ports/views';
import { endpointWords } from '#lib/domain/words/endpoint';
import { type Rows, toNumber } from '../catalogue/rows.ts';
import type { DataStore, Policy } from '../generated/client.ts';
import { GOOD } from '../good-backup.ts';
import { findLastRestore } from './find-last-restore.ts';
import { listDataStores } from './list-data-stores.ts';

export const findDataStore = async (rows: Rows, id: DataStoreId): Promise<StoredDetail | null> => {
  const [[summary], stored, kept, last, lastRestore] = await Promise.all([
    listDataStores(rows, id),
    rows.dataStore.findUnique({ where: { id }, include: { policy: true } }),
    rows.backup.aggregate({
      where: { dataStoreId: id, status: 'available' },
      _count: true,
      _sum: { storedBytes: true },
      _min: { createdAt: true },
    }),
    rows.backup.findFirst({
      where: { dataStoreId: id, ...GOOD },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    }),
    findLastRestore(rows, id),
  ]);
  if (summary === undefined || stored === null) return null;
  return {
    ...summary,
    connection: connectionOf(stored),
    probe: stored.probe as Probe | null,
    probedAt: stored.probedAt?.toISOString() ?? null,
    policy: stored.policy && policyView(stored.policy),
    kept: {
      backups: kept._count,
      bytes: Number(kept._sum.storedBytes ?? 0),
      oldestAt: kept._min.createdAt?.toISOString() ?? null,
    },
    lastRestore,
    lastBackup: last && {
      id: last.id,
      at: last.createdAt.toISOString(),
      storedBytes: Number(last.storedBytes),
      keys: Number(last.keys),
      usedMemory: toNumber(last.usedMemory),
      seconds: (last.finishedAt!.getTime() - last.startedAt!.getTime()) / 1000,
    },
  };
};

const connectionOf = (stored: DataStore): StoredDetail['connection'] => {
  const user = stored.username === null ? '' : `${encodeURIComponent(stored.username)}@`;
  return {
    host: stored.host,
    port: stored.port,
    username: stored.username,
    hasPassword: stored.password !== null,
    tls: stored.tls
      ? {
          ca: stored.tlsCa,
          serverName: stored.tlsServerName,
          clientCertificate: stored.tlsClientCertificate,
          hasClientKey: stored.tlsClientKey !== null,
        }
      : null,
    uri:
      stored.port === UNKNOWN_PORT
        ? null
        : `${stored.tls ? 'rediss' : 'redis'}://${user}${endpointWords(stored.host, stored.port)}`,
  };
};

const policyView = ({ dataStoreId: _, updatedAt: __, nextAt, ...policy }: Policy) => ({
  ...policy,
  nextAt: nextAt?.toISOString() ?? null,
});
