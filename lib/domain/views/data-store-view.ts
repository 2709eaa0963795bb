import type { DataStoreStatus, EngineKind, Probe, Product } from '../data-store.ts';
import type { GraphFacts } from '../graph-facts.ts';
import type { ProvisionerName } from '../instance.ts';
import type { Step } from '../operation.ts';
import type { RestoreOffers, TargetState } from '../restore.ts';
import type { PolicyView } from './policy-view.ts';

/** Views are plain JSON: times are ISO 8601 texts in UTC, sizes are bytes. */

/** One row of the `Data stores` table. */
export type DataStoreRow = {
  id: string;
  name: string;
  engine: EngineKind;
  product: Product | null;
  version: string | null;
  /** `host:port`, IPv6 in brackets; null while its server was not started yet. */
  endpoint: string | null;
  /** Which of a JanusGraph server's graphs, where it was named; null for all others. */
  graph: string | null;
  /** Its server was made by Amber, and goes with the store; or never came up. */
  runByAmber: boolean;
  /** Who made its server; null: nobody of ours, or it never came up. */
  madeBy: ProvisionerName | null;
  memory: { used: number; max: number | null } | null;
  /** Of a graph: its vertices, and edges, as its last good backup counted them. */
  keys: number | null;
  edges: number | null;
  /** When the newest Available backup was taken; safety backups do not count. */
  lastBackupAt: string | null;
  /** The operation under way on this store, if any. */
  moving: {
    operationId: string;
    kind: 'backup' | 'restore';
    state: 'pending' | 'running';
    /** Why it waits, where it is not for a worker only. */
    reason: string | null;
    /** Of its step, where it has several. */
    percent: number | null;
    step: Step | null;
  } | null;
  /** The newest backup, when it failed after the last good one. */
  lastFailure: { at: string; reason: string } | null;
  nextBackup: { at: string; overdue: boolean } | null;
  createdAt: string;
  status: DataStoreStatus;
  statusReason: string | null;
  /** What its last restore left, when that did not get to its end; null once a later one is under way or through. */
  incomplete: { cleared: boolean } | null;
};

export type LastRestore = RestoreOffers & {
  id: string;
  targetState: TargetState;
  /** Of the backup that was restored. */
  description: string;
  finishedAt: string;
  /** When the backup was taken that `Restore the safety backup` brings back; null where it is not offered. */
  safetyAt: string | null;
  /** It took up one that ended incomplete: the safety backup is of the first attempt. */
  repeats: boolean;
  /** What `Restore again` replaces is kept in a safety backup first. */
  keepsSafety: boolean;
  /** Its old data was gone before it ended. */
  cleared: boolean;
};

/** What the pages and drawers of one store show. Never a password or key. */
export type DataStoreDetail = DataStoreRow & {
  connection: {
    host: string;
    port: number;
    username: string | null;
    hasPassword: boolean;
    tls: {
      ca: string | null;
      serverName: string | null;
      clientCertificate: string | null;
      hasClientKey: boolean;
    } | null;
    /** Of a JanusGraph; null for all others, and where it is the usual one. */
    path: string | null;
    graph: string | null;
    /** URI without password, to copy; null while its server was not started yet. */
    uri: string | null;
  };
  probe: Probe | null;
  probedAt: string | null;
  /** Which snapshot and restore methods would run, and why; null while the store was never seen. */
  methods: { snapshot: string; restore: string } | null;
  /** Why a backup cannot be taken now, in words; null when it can. */
  backupRefusal: string | null;
  policy: PolicyView | null;
  kept: { backups: number; bytes: number; oldestAt: string | null };
  /** The newest Available backup that is no safety backup. */
  lastBackup: {
    id: string;
    at: string;
    storedBytes: number;
    keys: number;
    edges: number | null;
    seconds: number;
    /** Of the store, when it was taken. */
    usedMemory: number | null;
  } | null;
  /** What the last good backup of a graph says of it; null for all others, and before the first. */
  lastGraph: GraphFacts | null;
  /** The latest restore into it, while there is something to be done about it. */
  lastRestore: LastRestore | null;
  storage: { words: string; freeBytes: number | null };
};

/** Answer of `Test connection`. */
export type ConnectionTest = { sentence: string; detail: string; product: Product; version: string };
