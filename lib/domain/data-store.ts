import type { GraphProbe } from './graph-probe.ts';
import type { DataStoreId } from './ids.ts';

export const ENGINE_KINDS = ['redis', 'janusgraph'] as const;
export type EngineKind = (typeof ENGINE_KINDS)[number];
/** As the `Engine` combobox names them. */
export const ENGINE_NAMES: Record<EngineKind, string> = {
  redis: 'Redis, Valkey, KeyDB or Dragonfly',
  janusgraph: 'JanusGraph',
};
export const DEFAULT_PORTS: Record<EngineKind, number> = { redis: 6379, janusgraph: 8182 };
/** Where a Gremlin Server answers WebSockets unless it was told otherwise. */
export const DEFAULT_GREMLIN_PATH = '/gremlin';

export const PRODUCTS = ['redis', 'valkey', 'keydb', 'dragonfly', 'janusgraph'] as const;
export type Product = (typeof PRODUCTS)[number];
/** Products that speak RESP. */
export type RedisProduct = Exclude<Product, 'janusgraph'>;
export const PRODUCT_NAMES: Record<Product, string> = {
  redis: 'Redis',
  valkey: 'Valkey',
  keydb: 'KeyDB',
  dragonfly: 'Dragonfly',
  janusgraph: 'JanusGraph',
};

export const DATA_STORE_STATUSES = [
  'pending',
  'active',
  'restoring',
  'unreachable',
  'failed',
  'deleting',
] as const;
export type DataStoreStatus = (typeof DATA_STORE_STATUSES)[number];
export const DATA_STORE_STATUS_WORDS: Record<DataStoreStatus, string> = {
  pending: 'Pending',
  active: 'Active',
  restoring: 'Restoring',
  unreachable: 'Unreachable',
  failed: 'Failed',
  deleting: 'Deleting',
};

export type TlsSettings = {
  /** PEM of the certificate authority; null: the system's. */
  ca: string | null;
  /** Name to check the certificate against and to send as SNI; null: the host. */
  serverName: string | null;
  clientCertificate: string | null;
  clientKey: string | null;
};

/** What an engine needs to connect. Lives in memory only: it holds the password in the clear. */
export type Endpoint = {
  engine: EngineKind;
  host: string;
  port: number;
  username: string | null;
  password: string | null;
  tls: TlsSettings | null;
  /** JanusGraph only: path of its WebSocket; null or absent: `DEFAULT_GREMLIN_PATH`. */
  path?: string | null;
  /** JanusGraph only: name of one of its server's graphs; null or absent: the one that the server calls `graph`. */
  graph?: string | null;
};

export type Topology = 'standalone' | 'replica' | 'sentinel' | 'cluster';

export type DatabaseCount = { keys: number; expires: number };

/** Commands whose permission decides which methods a store allows. */
export const PROBED_COMMANDS = [
  'psync',
  'scan',
  'dump',
  'restore',
  'flushall',
  'function',
  'bgsave',
] as const;
export type ProbedCommand = (typeof PROBED_COMMANDS)[number];

/** What a server of the Redis family says of itself. */
export type RedisProbe = {
  product: RedisProduct;
  version: string;
  topology: Topology;
  /** Tells one running server from another, whatever address leads to it; null or absent: it does not say. */
  serverId?: string | null;
  /** A replica's link to its master; null (or missing) for all others. */
  masterLink?: 'up' | 'down' | 'syncing' | null;
  /** Databases that hold keys, by index. */
  databases: Record<string, DatabaseCount>;
  /** How many databases the server has (`databases` setting); null when it does not say. */
  databaseCount: number | null;
  keys: number;
  expires: number;
  functions: number;
  memory: { used: number; max: number | null; policy: string | null };
  persistence: { appendOnly: boolean; saving: boolean; loading: boolean };
  /** RDB version that the server writes (10 for Redis 7.0); null when unknown. */
  rdbVersion: number | null;
  /** Versions that its RESTORE accepts in a payload's footer. */
  restoreVersions: number[];
  /** `proto-max-bulk-len` in bytes. */
  maxBulkBytes: number;
  /** Whether the connected user may run the command (true when the server cannot tell). */
  commands: Record<ProbedCommand, boolean>;
  /** Names of the loaded modules, as `MODULE LIST` tells them; null or absent: the server does not say. */
  modules?: string[] | null;
  /** Round trip of a PING in milliseconds. */
  latencyMs: number;
};

/** What an engine found. The product tells the kinds apart. */
export type Probe = RedisProbe | GraphProbe;

export const isGraphProbe = (probe: Probe): probe is GraphProbe => probe.product === 'janusgraph';

/** Memory that the store's data takes, bytes; null: its data is on disk. */
export const usedMemoryOf = (probe: Probe): number | null => (isGraphProbe(probe) ? null : probe.memory.used);

/** What the list and the store's page show of a store. */
export type DataStore = {
  id: DataStoreId;
  name: string;
  engine: EngineKind;
  host: string;
  port: number;
  username: string | null;
  hasPassword: boolean;
  tls: (Omit<TlsSettings, 'clientKey'> & { hasClientKey: boolean }) | null;
  /** Of a JanusGraph, as in its endpoint; null for all others. */
  path: string | null;
  graph: string | null;
  status: DataStoreStatus;
  /** Why it is unreachable or failed, in words. */
  statusReason: string | null;
  probe: Probe | null;
  probedAt: Date | null;
  createdAt: Date;
};
