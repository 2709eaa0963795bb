import type { BackupStatus, BackupTrigger, Consistency, Tier } from '../backup.ts';
import type { BackupRetry } from '../backup-retry.ts';
import type { EngineKind, Product } from '../data-store.ts';
import type { Progress } from '../operation.ts';
import type { Page } from './page.ts';

/** The words say what was read (`17.3 MB read, complete and unchanged`), or why it failed. */
export type Verification = { at: string; ok: boolean; words: string };

export type BackupRow = {
  id: string;
  description: string;
  dataStoreId: string;
  /** Name at the time of the backup when the store is gone. */
  dataStoreName: string;
  dataStoreExists: boolean;
  engine: EngineKind;
  trigger: BackupTrigger;
  tiers: Tier[];
  status: BackupStatus;
  /** Why it failed, is damaged, still waits or could not be deleted, in words. */
  reason: string | null;
  storedBytes: number | null;
  plainBytes: number | null;
  /** Of a graph: its vertices. */
  keys: number | null;
  /** null: not a graph, or not known. */
  edges: number | null;
  /** When its snapshot began, as its manifest says; of one that holds no data, when it was asked for. */
  createdAt: string;
  finishedAt: string | null;
  /** null: no date (pinned, not available, or on demand under a plan). */
  expiresAt: string | null;
  /** How many on-demand ones the store's plan keeps; null without a plan. */
  onDemandKept: number | null;
  pinned: boolean;
  /** It is the store's last good backup: retention keeps it beyond its date. */
  lastGood: boolean;
  operationId: string | null;
  progress: Progress | null;
  product: Product | null;
  version: string | null;
  method: string | null;
  consistency: Consistency | null;
  /** SHA-256 of the plain file. */
  sha256: string | null;
  /** What `Download` calls the plain file; null while there is none. */
  fileName: string | null;
  /** How the last verification that ran to an end came out; null before the first. */
  verification: Verification | null;
  /** What `Try again` starts; null where it is not offered. */
  retry: BackupRetry | null;
};

export type BackupPage = Page<BackupRow> & {
  /** An operation runs on a store of the list: a restore's safety backup may appear in it. */
  moving: boolean;
};

export const BACKUP_PAGE_SIZE = 50;

/** Query of `GET /api/backups`. Texts as in the address bar. */
export type BackupFilter = {
  search?: string;
  dataStore?: string;
  status?: BackupStatus;
  trigger?: BackupTrigger;
  tier?: Tier;
  cursor?: string;
};

/** One choice of the `Backup` combobox in the restore drawer. */
export type BackupOption = {
  id: string;
  /** `<description>, <ISO time>`: the option's accessible name. */
  label: string;
  description: string;
  dataStoreId: string;
  dataStoreName: string;
  trigger: BackupTrigger;
  createdAt: string;
  plainBytes: number;
  storedBytes: number;
  keys: number;
  edges: number | null;
  product: Product;
  version: string;
};
/** Groups: this store's first, then the others under their store's name. */
export type BackupOptionGroup = {
  dataStoreId: string;
  dataStoreName: string;
  own: boolean;
  options: BackupOption[];
};

/** One choice of the `Data store` combobox: a target that may be restored into. */
export type TargetOption = {
  id: string;
  name: string;
  endpoint: string;
  product: Product | null;
  version: string | null;
};
