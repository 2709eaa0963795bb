import type { DataStore, Endpoint, EngineKind, Probe } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';
import type { DataStoreId } from '#lib/domain/ids';
import { ON_MACHINE } from '#lib/domain/instance';
import type { DataStoreDraft, DataStores } from '#lib/domain/ports/catalogue';
import type { Vault } from '#lib/domain/ports/vault';
import type { DataStore as DataStoreRow } from '../generated/client.ts';
import { Prisma } from '../generated/client.ts';
import type { Rows } from './rows.ts';

type SecretField = 'password' | 'tlsClientKey';
const context = (id: string, field: SecretField) => `DataStore:${id}:${field}`;

const isDuplicate = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002';

const nameTaken = (name: string) => {
  const message = `There is a data store named ${name} already`;
  return new AmberError('conflict', message, { fields: { name: message } });
};

/** Database errors of a name that exists become the sentence beside the field. */
const refuseDuplicate = async (name: string, work: Promise<unknown>): Promise<void> => {
  await work.catch((error: unknown) => {
    throw isDuplicate(error) ? nameTaken(name) : error;
  });
};

/** Any number that no other advisory lock on this database has. */
const SERVERS_LOCK = 7_350_462_118_094;

/** More than a person chooses among. */
const MOST_SEEN = 1_000;

export const dataStoresOf = (rows: Rows, vault: Vault): DataStores => ({
  find: async (id) => {
    const row = await rows.dataStore.findUnique({ where: { id } });
    return row && toDataStore(row);
  },
  findEndpoint: async (id) => {
    const row = await rows.dataStore.findUnique({ where: { id } });
    return row && toEndpoint(row, vault);
  },
  isNamed: async (name) => (await rows.dataStore.count({ where: { name } })) > 0,
  insert: (id, draft) =>
    refuseDuplicate(draft.name, rows.dataStore.create({ data: { id, ...columnsOf(id, draft, vault) } })),
  update: (id, draft) =>
    refuseDuplicate(
      draft.name,
      rows.dataStore.update({
        where: { id },
        data: { ...columnsOf(id, draft, vault), probeDueAt: new Date(0) },
      }),
    ),
  rename: (id, name) => refuseDuplicate(name, rows.dataStore.update({ where: { id }, data: { name } })),
  remove: async (id) => {
    await rows.dataStore.deleteMany({ where: { id } });
  },
  setStatus: async (id, status, statusReason) => {
    await rows.dataStore.updateMany({ where: { id }, data: { status, statusReason } });
  },
  setPort: async (id, port) => {
    await rows.dataStore.updateMany({ where: { id }, data: { port } });
  },
  setEndpoint: async (id, endpoint) => {
    const { name: _, ...columns } = columnsOf(id, { ...endpoint, name: '' }, vault);
    await rows.dataStore.updateMany({ where: { id }, data: columns });
  },
  findAt: async ({ engine, host, port, graph }) => {
    const found = await rows.dataStore.findFirst({
      where: { engine, host, port, graph: graph ?? null },
      select: { name: true },
    });
    return found?.name ?? null;
  },
  findServer: async (serverId) => {
    const found = await rows.dataStore.findFirst({
      where: { probe: { path: ['serverId'], equals: serverId } },
      select: { name: true },
    });
    return found?.name ?? null;
  },
  lockServers: async () => {
    await rows.$executeRaw`SELECT pg_advisory_xact_lock(${SERVERS_LOCK}::bigint)`;
  },
  saveProbe: async (id, probe, askedAt) => {
    const { product, version } = probe;
    await rows.$executeRaw`
      UPDATE "DataStore"
      SET product = ${product}, version = ${version}, probe = ${JSON.stringify(probe)}::jsonb, "probedAt" = now(),
        status = 'active', "statusReason" = NULL
      WHERE id = ${id} AND ("probedAt" IS NULL OR "probedAt" <= ${askedAt})`;
  },
  saveUnreachable: async (id, reason, askedAt) => {
    await rows.$executeRaw`
      UPDATE "DataStore" SET status = 'unreachable', "statusReason" = ${reason}
      WHERE id = ${id} AND ("probedAt" IS NULL OR "probedAt" <= ${askedAt})`;
  },
  seen: async (engine) => {
    const found = await rows.dataStore.findMany({
      where: { engine, status: 'active' },
      orderBy: { name: 'asc' },
      take: MOST_SEEN,
    });
    return found.map(toDataStore);
  },
  probeSoon: async (id) => {
    await rows.dataStore.updateMany({ where: { id }, data: { probeDueAt: new Date(0) } });
  },
  takeDueProbes: async (limit, everySeconds, workerId) => {
    const taken = await rows.$queryRaw<{ id: DataStoreId }[]>`
      UPDATE "DataStore" SET "probeDueAt" = now() + make_interval(secs => ${everySeconds})
      WHERE id IN (
        SELECT s.id FROM "DataStore" s WHERE s."probeDueAt" <= now() AND s.status <> 'failed'
          AND NOT EXISTS (
            SELECT FROM "Instance" i WHERE i."dataStoreId" = s.id
              AND (i."readyAt" IS NULL OR (i.provisioner = ANY(${ON_MACHINE}::text[])
                AND i."keeperId" IS DISTINCT FROM ${workerId}::uuid)))
        ORDER BY s."probeDueAt" LIMIT ${limit} FOR UPDATE OF s SKIP LOCKED)
      RETURNING id`;
    return taken.map(({ id }) => id);
  },
});

const columnsOf = (id: DataStoreId, draft: DataStoreDraft, vault: Vault) => {
  const sealed = (field: SecretField, secret: string | null | undefined) => {
    if (secret === undefined) return undefined;
    return secret === null ? null : new Uint8Array(vault.seal(secret, context(id, field)));
  };
  return {
    name: draft.name,
    engine: draft.engine,
    host: draft.host,
    port: draft.port,
    username: draft.username,
    password: sealed('password', draft.password),
    tls: draft.tls !== null,
    tlsCa: draft.tls?.ca ?? null,
    tlsServerName: draft.tls?.serverName ?? null,
    tlsClientCertificate: draft.tls?.clientCertificate ?? null,
    tlsClientKey: sealed('tlsClientKey', draft.tls === null ? null : draft.tls.clientKey),
    path: draft.path ?? null,
    graph: draft.graph ?? null,
  };
};

const toDataStore = (row: DataStoreRow): DataStore => ({
  id: row.id as DataStoreId,
  name: row.name,
  engine: row.engine as EngineKind,
  host: row.host,
  port: row.port,
  username: row.username,
  hasPassword: row.password !== null,
  tls: row.tls
    ? {
        ca: row.tlsCa,
        serverName: row.tlsServerName,
        clientCertificate: row.tlsClientCertificate,
        hasClientKey: row.tlsClientKey !== null,
      }
    : null,
  path: row.path,
  graph: row.graph,
  status: row.status as DataStore['status'],
  statusReason: row.statusReason,
  probe: row.probe as Probe | null,
  probedAt: row.probedAt,
  createdAt: row.createdAt,
});

const toEndpoint = (row: DataStoreRow, vault: Vault): Endpoint => {
  const opened = (field: SecretField) => {
    const sealed = row[field];
    return sealed === null ? null : vault.open(sealed, context(row.id, field));
  };
  return {
    engine: row.engine as EngineKind,
    host: row.host,
    port: row.port,
    username: row.username,
    password: opened('password'),
    tls: row.tls
      ? {
          ca: row.tlsCa,
          serverName: row.tlsServerName,
          clientCertificate: row.tlsClientCertificate,
          clientKey: opened('tlsClientKey'),
        }
      : null,
    path: row.path,
    graph: row.graph,
  };
};
