import type { DataStoreId } from './ids.ts';

export const ENGINE_KINDS = ['redis', 'janusgraph'] as const;
export type EngineKind = (typeof ENGINE_KINDS)[number];
/** The engines that this build can drive. */
export const BUILT_ENGINES = ['redis'] as const satisfies readonly EngineKind[];

export const PRODUCTS = ['redis', 'valkey', 'keydb', 'dragonfly', 'janusgraph'] as const;
export type Product = (typeof PRODUCTS)[number];
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

export type Probe = {
  product: Product;
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
  status: DataStoreStatus;
  /** Why it is unreachable or failed, in words. */
  statusReason: string | null;
  probe: Probe | null;
  probedAt: Date | null;
  createdAt: Date;
};
