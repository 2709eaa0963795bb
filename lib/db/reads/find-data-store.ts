import type { Contents } from '#lib/domain/contents';
import { DEFAULT_GREMLIN_PATH, type Probe } from '#lib/domain/data-store';
import type { GraphFacts } from '#lib/domain/graph-facts';
import type { DataStoreId } from '#lib/domain/ids';
import { UNKNOWN_PORT } from '#lib/domain/instance';
import type { StoredDetail } from '#lib/domain/ports/views';
import { tiersDueAt } from '#lib/domain/schedule/next-slots';
import type { PolicyView } from '#lib/domain/views/policy-view';
import { endpointWords } from '#lib/domain/words/endpoint';
import { toPolicy } from '../catalogue/policy-row.ts';
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
    lastGraph: graphOf(last?.contents as Contents | null | undefined),
    lastBackup: last && {
      id: last.id,
      at: last.createdAt.toISOString(),
      storedBytes: Number(last.storedBytes),
      keys: Number(last.keys),
      edges: toNumber(last.edges),
      usedMemory: toNumber(last.usedMemory),
      seconds: (last.finishedAt!.getTime() - last.startedAt!.getTime()) / 1000,
    },
  };
};

const graphOf = (contents: Contents | null | undefined): GraphFacts | null =>
  contents?.format === 'graphson' ? contents : null;

const schemeOf = ({ engine, tls }: DataStore): string => {
  const scheme = engine === 'janusgraph' ? 'ws' : 'redis';
  return tls ? `${scheme}s` : scheme;
};

const pathOf = ({ engine, path, graph }: DataStore): string => {
  if (engine !== 'janusgraph') return '';
  return `${path ?? DEFAULT_GREMLIN_PATH}${graph === null ? '' : `?graph=${encodeURIComponent(graph)}`}`;
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
    path: stored.path,
    graph: stored.graph,
    uri:
      stored.port === UNKNOWN_PORT
        ? null
        : `${schemeOf(stored)}://${user}${endpointWords(stored.host, stored.port)}${pathOf(stored)}`,
  };
};

const policyView = (row: Policy): PolicyView => {
  const { dataStoreId: _, ...policy } = toPolicy(row);
  const nextAt = row.nextAt?.toISOString() ?? null;
  if (policy.kind === 'grid') return { ...policy, nextAt };
  return { ...policy, nextAt, nextTiers: row.nextAt ? tiersDueAt(policy, row.nextAt) : [] };
};
