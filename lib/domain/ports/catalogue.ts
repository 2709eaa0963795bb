import type { BackupStatus, BackupTrigger, Consistency, RetainedBackup, Tier } from '../backup.ts';
import type { Contents } from '../contents.ts';
import type { DataStore, DataStoreStatus, Endpoint, EngineKind, Probe, Product } from '../data-store.ts';
import type { BackupId, DataStoreId, OperationId, RestoreId } from '../ids.ts';
import type { Operation, OperationKind, OperationState, Progress } from '../operation.ts';
import type { Policy } from '../policy.ts';
import type { RestoreFacts, RestoreStatus, TargetState } from '../restore.ts';
import type { NewExpiry } from '../retention/preview-retention-change.ts';
import type { EarlierBackup } from '../storage-space.ts';
import type { DiscardedStores } from './discarded-stores.ts';
import type { Instances } from './instances.ts';
import type { JobQueue } from './job-queue.ts';

/** A backup as the use cases see it. Sizes are bytes. */
export type BackupRecord = {
  id: BackupId;
  dataStoreId: DataStoreId;
  dataStoreName: string;
  engine: EngineKind;
  trigger: BackupTrigger;
  tiers: Tier[];
  description: string;
  status: BackupStatus;
  /** Of one that is deleted, or was to be: what it was when that began. */
  statusBefore: BackupStatus | null;
  reason: string | null;
  retentionDays: number | null;
  /** Of one that a plan took: how long its tiers keep it. */
  retentionSeconds: number | null;
  /** Of one that a plan took: the nominal time of its slot. */
  slotAt: Date | null;
  expiresAt: Date | null;
  pinned: boolean;
  createdAt: Date;
  finishedAt: Date | null;
  product: Product | null;
  version: string | null;
  method: string | null;
  plainBytes: number | null;
  storedBytes: number | null;
  /** Of a graph, its vertices. */
  keys: number | null;
  /** null: not a graph. */
  edges: number | null;
  usedMemory: number | null;
  dataFile: string | null;
  contents: Contents | null;
};

export type NewBackup = Pick<
  BackupRecord,
  'id' | 'dataStoreId' | 'dataStoreName' | 'engine' | 'trigger' | 'description' | 'retentionDays'
> &
  Partial<Pick<BackupRecord, 'tiers' | 'retentionSeconds' | 'slotAt'>> & {
    requestKey: string | null;
  };

/** What a finished snapshot adds to its row. */
export type TakenBackup = {
  /** The same as in the manifest. */
  startedAt: Date;
  product: Product;
  version: string;
  method: string;
  methodReason: string;
  consistency: Consistency;
  plainBytes: number;
  storedBytes: number;
  keys: number;
  edges: number | null;
  usedMemory: number | null;
  sha256: string;
  dataFile: string;
  contents: Contents;
};

export type RestoreRecord = {
  id: RestoreId;
  backupId: BackupId;
  dataStoreId: DataStoreId;
  dataStoreName: string;
  status: RestoreStatus;
  targetState: TargetState;
  withSafety: boolean;
  /** Taken by this restore itself. */
  safetyBackupId: BackupId | null;
  /** Of one that takes up an incomplete restore: what the target held before the first attempt touched it. */
  wayBackId: BackupId | null;
  touchedAt: Date | null;
  rollsBack: boolean;
  /** The target was made for it, and goes with it when it does not get to its end. */
  intoNew: boolean;
};

export type NewRestore = Pick<
  RestoreRecord,
  'id' | 'backupId' | 'dataStoreId' | 'dataStoreName' | 'withSafety' | 'wayBackId' | 'rollsBack'
> & { requestKey: string | null; previousId: RestoreId | null; intoNew?: boolean };

export type NewOperation = {
  id: OperationId;
  kind: OperationKind;
  dataStoreId: DataStoreId | null;
  dataStoreName: string | null;
  backupId: BackupId | null;
  restoreId: RestoreId | null;
  subject: string;
};

/** A store's connection as a person entered it; `undefined` secrets keep what is stored. */
export type DataStoreDraft = {
  name: string;
  engine: EngineKind;
  host: string;
  port: number;
  username: string | null;
  password: string | null | undefined;
  tls: {
    ca: string | null;
    serverName: string | null;
    clientCertificate: string | null;
    clientKey: string | null | undefined;
  } | null;
  /** As in an endpoint: JanusGraph only. */
  path?: string | null;
  graph?: string | null;
};

export type DataStores = {
  find(id: DataStoreId): Promise<DataStore | null>;
  isNamed(name: string): Promise<boolean>;
  /** With the secrets opened: for the worker and for `Test connection` only. */
  findEndpoint(id: DataStoreId): Promise<Endpoint | null>;
  insert(id: DataStoreId, draft: DataStoreDraft): Promise<void>;
  /** Throws `conflict` when the name is taken. */
  update(id: DataStoreId, draft: DataStoreDraft): Promise<void>;
  /** Throws `conflict` when the name is taken. */
  rename(id: DataStoreId, name: string): Promise<void>;
  remove(id: DataStoreId): Promise<void>;
  setStatus(id: DataStoreId, status: DataStoreStatus, reason: string | null): Promise<void>;
  /** Of a server that Amber runs itself, and that answers elsewhere now. */
  setPort(id: DataStoreId, port: number): Promise<void>;
  /** Of a server that was made for it: where it answers, and as whom. */
  setEndpoint(id: DataStoreId, endpoint: Endpoint): Promise<void>;
  /** A store that has this address already. */
  findAt(address: Pick<Endpoint, 'engine' | 'host' | 'port' | 'graph'>): Promise<string | null>;
  /** The same of the server itself, by the `serverId` of a probe: several addresses may lead to it. */
  findServer(serverId: string): Promise<string | null>;
  /** Until the transaction ends, no other one gets past this: two that look for a free server do not find the same. */
  lockServers(): Promise<void>;
  /** What a probe that began at `askedAt` found; a later one that is saved already stays. */
  saveProbe(id: DataStoreId, probe: Probe, askedAt: Date): Promise<void>;
  /** The same for one that found nobody, with the reason. */
  saveUnreachable(id: DataStoreId, reason: string, askedAt: Date): Promise<void>;
  /** Stores of an engine that were seen. */
  seen(engine: EngineKind): Promise<Pick<DataStore, 'id' | 'name' | 'probe'>[]>;
  probeSoon(id: DataStoreId): Promise<void>;
  /**
   * Takes the stores whose probe is due and moves each on by `everySeconds`, so that no other worker takes them. Those on
   * the machine of a worker are its own to ask.
   */
  takeDueProbes(limit: number, everySeconds: number, workerId: string): Promise<DataStoreId[]>;
};

export type Backups = {
  find(id: BackupId): Promise<BackupRecord | null>;
  /** Locks the row until the transaction ends, so that a restore and a deletion of it exclude one another. */
  lock(id: BackupId): Promise<BackupRecord | null>;
  findByRequestKey(key: string): Promise<BackupRecord | null>;
  insert(backup: NewBackup): Promise<void>;
  /** Many at once. */
  insertAll(backups: readonly NewBackup[]): Promise<void>;
  setStatus(id: BackupId, status: BackupStatus, reason: string | null): Promise<void>;
  markDeleted(ids: readonly BackupId[]): Promise<void>;
  /** From then on its time is that of its snapshot. */
  markAvailable(id: BackupId, taken: TakenBackup, expiresAt: Date | null): Promise<void>;
  setPinned(id: BackupId, pinned: boolean): Promise<void>;
  /** Gives each its new end. */
  setExpiries(expiries: readonly NewExpiry[]): Promise<void>;
  /** Locks those that `retained` gives, until the transaction ends; gives them. */
  lockRetained(dataStoreId: DataStoreId): Promise<BackupId[]>;
  /** Available, damaged, failed and cancelled backups of a store. */
  retained(dataStoreId: DataStoreId): Promise<(RetainedBackup & { description: string })[]>;
  /** Stores that own a backup whose date, or a failed row whose 90 days, are over. */
  storesWithExpired(now: Date, limit: number): Promise<{ dataStoreId: DataStoreId; exists: boolean }[]>;
  /** Failed and cancelled ones that ended since then. */
  unsuccessfulSince(since: Date): Promise<Pick<BackupRecord, 'id' | 'dataStoreId'>[]>;
  /** The newest Available one of a store that is no safety backup. */
  lastGood(dataStoreId: DataStoreId): Promise<(EarlierBackup & Pick<BackupRecord, 'keys' | 'edges'>) | null>;
  /**
   * Those among them that have ended become `deleting`, what they were is kept, and so is their reason; gives those. The
   * caller holds their locks and knows that no restore reads them.
   */
  markDeleting(
    ids: readonly BackupId[],
  ): Promise<Pick<BackupRecord, 'id' | 'dataStoreId' | 'dataStoreName' | 'description'>[]>;
  /** A pending or running restore reads it. */
  isInUse(id: BackupId): Promise<boolean>;
  /** The same, of any backup of the store. */
  isAnyInUse(dataStoreId: DataStoreId): Promise<boolean>;
  /** Takes their rows away. */
  forget(ids: readonly BackupId[]): Promise<void>;
};

export type Restores = {
  find(id: RestoreId): Promise<RestoreRecord | null>;
  /** Whether a later restore changed the same store's data, or is about to. */
  isSuperseded(id: RestoreId): Promise<boolean>;
  findByRequestKey(key: string): Promise<RestoreRecord | null>;
  insert(restore: NewRestore): Promise<void>;
  setSafetyBackup(id: RestoreId, backupId: BackupId): Promise<void>;
  setStatus(id: RestoreId, status: RestoreStatus): Promise<void>;
  /** The target is about to be changed: from now on it is `incomplete` until the restore is through. */
  markTouched(id: RestoreId): Promise<void>;
  /** Its old data is gone. */
  markCleared(id: RestoreId): Promise<void>;
  finish(
    id: RestoreId,
    end: {
      status: RestoreStatus;
      targetState: TargetState;
      reason: string | null;
      result: RestoreFacts | null;
    },
  ): Promise<void>;
};

/** An attempt's hold on its operation: a write with an older attempt changes nothing. */
export type Claim = { operationId: OperationId; attempt: number };

export type Operations = {
  find(id: OperationId): Promise<Operation | null>;
  findByBackup(backupId: BackupId): Promise<Operation | null>;
  findByRestore(restoreId: RestoreId): Promise<Operation | null>;
  /** Locks the row until the transaction ends. */
  lock(id: OperationId): Promise<Operation | null>;
  insert(operation: NewOperation): Promise<void>;
  insertAll(operations: readonly NewOperation[]): Promise<void>;
  /**
   * Takes a pending or running operation for a new attempt; null when it has ended. One that runs has lost its worker,
   * which is counted.
   */
  claim(id: OperationId, workerId: string): Promise<Operation | null>;
  /** Writes progress and a sign of life. Tells whether the claim still holds and whether a cancel was asked for. */
  beat(claim: Claim, progress: Progress | null): Promise<{ held: boolean; cancelRequested: boolean }>;
  /** Takes those of them that nobody has tried, and that are not to wait or to end, for their first attempt. */
  claimUntried(ids: readonly OperationId[], workerId: string): Promise<Operation[]>;
  /** A sign of life of several first attempts. */
  beatAll(ids: readonly OperationId[]): Promise<void>;
  /** Locks those that their first attempt still has, and ends them as completed; gives them. */
  finishFirstAttempts(ids: readonly OperationId[], summary: string): Promise<OperationId[]>;
  /** Locks the row and throws `fenced` when another attempt has it, or it has ended. */
  fence(claim: Claim): Promise<void>;
  finish(
    id: OperationId,
    end: { state: OperationState; reason: string | null; summary: string | null },
  ): Promise<void>;
  /** `Running` → `Pending`, and nobody takes it before `afterSeconds` are over. Ends the hold of whoever ran it. */
  postpone(id: OperationId, wait: { reason: string; tries: number; afterSeconds: number }): Promise<void>;
  requestCancel(id: OperationId): Promise<boolean>;
  appendLog(id: OperationId, lines: readonly string[]): Promise<void>;
  /**
   * Pending or running ones that gave no sign of life for that long, and were to be taken by then: by id, those after
   * the given one.
   */
  silentFor(seconds: number, limit: number, after: OperationId | null): Promise<Operation[]>;
};

/** `dataStoreName` may be another one of the same server. */
export type LeaseHolder = { operationId: OperationId; kind: OperationKind; dataStoreName: string };

export type Leases = {
  /** False when another operation has the store, or the same server under another name. */
  take(dataStoreId: DataStoreId, operationId: OperationId, kind: OperationKind): Promise<boolean>;
  /** Many stores at once; gives the operations that have their store now. */
  takeAll(
    wishes: readonly { dataStoreId: DataStoreId; operationId: OperationId }[],
    kind: OperationKind,
  ): Promise<Set<OperationId>>;
  /** Who has it. */
  holder(dataStoreId: DataStoreId): Promise<LeaseHolder | null>;
  /** Who has which of these stores; those that are free are left out. */
  holders(dataStoreIds: readonly DataStoreId[]): Promise<Map<DataStoreId, LeaseHolder>>;
  release(operationId: OperationId): Promise<void>;
};

export type Policies = {
  find(dataStoreId: DataStoreId): Promise<(Policy & { nextAt: Date | null }) | null>;
  /** Inserts or updates; false when `expectedRevision` is not the stored one (0: none stored yet). */
  save(policy: Policy, nextAt: Date | null, expectedRevision: number): Promise<boolean>;
  /** What each of these policies waits for from now on. */
  setNext(next: readonly { dataStoreId: DataStoreId; nextAt: Date | null }[]): Promise<void>;
  /**
   * Due policies, the oldest first, locked until the transaction ends; those that another worker has are passed over.
   * With `among`, only of these stores.
   */
  takeDue(limit: number, among?: readonly DataStoreId[]): Promise<DuePolicy[]>;
};

export type DuePolicy = Policy & {
  nextAt: Date;
  store: Pick<DataStore, 'id' | 'name' | 'engine' | 'status'>;
};

export type NewSlot = {
  dataStoreId: DataStoreId;
  dataStoreName: string;
  nominalAt: Date;
  outcome: 'backup' | 'skipped' | 'missed';
  reason: string | null;
  backupId: BackupId | null;
  timeZone: string;
};

export type Slots = {
  /** A slot that stands already is left as it is: an instant of a store has one record. */
  insert(slots: readonly NewSlot[]): Promise<void>;
};

/** What has ended long ago. Each call removes `limit` rows at most, the oldest first, and gives how many. */
export type History = {
  /**
   * Ended operations with their logs, and restores with theirs. Never a restore that no later one followed: it is the
   * store's latest, and may still be offered for another try.
   */
  forgetOperations(limit: number): Promise<number>;
  forgetSlots(limit: number): Promise<number>;
};

/** The rows behind the console, and the queue that shares their transactions. */
export type Catalogue = {
  dataStores: DataStores;
  backups: Backups;
  restores: Restores;
  operations: Operations;
  leases: Leases;
  policies: Policies;
  slots: Slots;
  history: History;
  instances: Instances;
  discardedStores: DiscardedStores;
  jobs: JobQueue;
  /** The database's clock: the only one that decides what is due. */
  now(): Promise<Date>;
  /** Runs `work` on a catalogue bound to one transaction. */
  transaction<T>(work: (catalogue: Catalogue) => Promise<T>): Promise<T>;
};
