import { countedIn, ENGINE_FORMATS } from '#lib/domain/contents';
import { type Endpoint, isGraphProbe, PRODUCT_NAMES, type Probe, usedMemoryOf } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';
import type { Run } from '#lib/domain/operation';
import type { ArtefactDraft, Artefacts, ManifestFacts } from '#lib/domain/ports/artefacts';
import type { BackupRecord, Catalogue, TakenBackup } from '#lib/domain/ports/catalogue';
import type { Engine, Engines } from '#lib/domain/ports/engine';
import { expiryOf } from '#lib/domain/retention/expiry';
import { type EarlierBackup, likelyStoredBytes } from '#lib/domain/storage-space';
import { backendWords } from '#lib/domain/words/backends';
import { bytesWords, countOf, secondsWords } from '#lib/domain/words/figures';
import { countedWords } from '#lib/domain/words/holdings';
import { replaceOnDemand } from './replace-on-demand.ts';

export type SnapshotPorts = { engines: Engines; artefacts: Artefacts; scratch: string };

/** A complete, parsed snapshot that waits for its transaction to become visible. */
export type Snapshot = {
  backup: BackupRecord;
  draft: ArtefactDraft;
  facts: ManifestFacts;
  taken: TakenBackup;
  seconds(): number;
};

/** What will not fit is refused at once. */
const refuseFullStorage = async (artefacts: Artefacts, last: EarlierBackup | null, store: Probe) => {
  const free = await artefacts.freeBytes();
  const needed = likelyStoredBytes(last, usedMemoryOf(store));
  if (free !== null && free < needed) {
    throw new AmberError(
      'storage-full',
      `The storage has ${bytesWords(free)} free and this backup needs about ${bytesWords(needed)}. Free some space or delete backups.`,
    );
  }
};

export type SnapshotOf = {
  backup: BackupRecord;
  endpoint: Endpoint;
  attempt: number;
  /** Now, by the database's clock. */
  startedAt: Date;
  /** The store's last good backup. */
  last: EarlierBackup | null;
};

const storeWords = (store: Probe): string => {
  const server = `The store is ${PRODUCT_NAMES[store.product]} ${store.version}`;
  return isGraphProbe(store)
    ? `${server}, its graph “${store.graph}” on ${backendWords(store.storageBackend)}.`
    : `${server} with ${countOf(store.keys, 'key')} in ${bytesWords(store.memory.used)} of memory.`;
};

/**
 * Streams the store into a staged artefact. The caller publishes it behind its fence, or discards it.
 * Throws what the engine and the storage throw.
 */
export const takeSnapshot = async (
  { engines, artefacts, scratch }: SnapshotPorts,
  { backup, endpoint, attempt, startedAt, last }: SnapshotOf,
  run: Run,
): Promise<Snapshot> => {
  const engine = engineOf(engines, backup, endpoint);
  const begun = performance.now();
  const seconds = () => (performance.now() - begun) / 1000;
  run.progress({ phase: 'Connecting', bytes: 0, keys: 0 });
  const accept = async (store: Probe) => {
    run.log(storeWords(store));
    await refuseFullStorage(artefacts, last, store);
  };
  const ref = { dataStoreId: backup.dataStoreId, backupId: backup.id };
  const draft = await artefacts.begin(ref, attempt, ENGINE_FORMATS[endpoint.engine]);
  try {
    let dataAt = startedAt;
    const dataBegins = () => {
      dataAt = later(startedAt, seconds());
    };
    const options = { method: 'auto' as const, scratch, reader: backup.dataStoreId, accept, dataBegins };
    const snapshot = await engine.snapshot(endpoint, draft.sink, run, options);
    const data = await draft.finish();
    run.signal.throwIfAborted();
    const taken = { startedAt: dataAt, ...snapshot, ...data, ...countedIn(snapshot.contents) };
    const facts = {
      ...manifestFacts(backup, taken, snapshot.loadableBy),
      finishedAt: later(startedAt, seconds()).toISOString(),
    };
    return { backup, draft, taken, facts, seconds };
  } catch (error) {
    await draft.discard();
    throw error;
  }
};

/** The store may have been made one of another kind since the backup was asked for. */
const engineOf = (engines: Engines, backup: BackupRecord, { engine }: Endpoint): Engine => {
  if (backup.engine === engine) return engines[engine];
  throw new AmberError(
    'conflict',
    'The data store was changed into one of another kind. Start the backup again.',
  );
};

const later = (at: Date, seconds: number): Date => new Date(at.getTime() + Math.round(seconds * 1000));

const manifestFacts = (
  backup: BackupRecord,
  taken: TakenBackup,
  loadableBy: string[],
): Omit<ManifestFacts, 'finishedAt'> => ({
  backupId: backup.id,
  dataStoreId: backup.dataStoreId,
  dataStoreName: backup.dataStoreName,
  engine: backup.engine,
  product: taken.product,
  version: taken.version,
  method: taken.method,
  consistency: taken.consistency,
  trigger: backup.trigger,
  tiers: backup.tiers,
  description: backup.description,
  startedAt: taken.startedAt.toISOString(),
  expiresAt: expiryOf(backup, taken.startedAt)?.toISOString() ?? null,
  usedMemory: taken.usedMemory,
  contents: taken.contents,
  loadableBy,
});

/** Makes it Available. Runs in the transaction that holds the fence, so that no zombie attempt gets here. */
export const publishSnapshot = async (
  catalogue: Catalogue,
  { backup, draft, facts, taken }: Snapshot,
): Promise<void> => {
  await draft.publish(facts);
  // before its own status is changed: rows are locked before the store's sums are
  await replaceOnDemand(catalogue, backup);
  await catalogue.backups.markAvailable(backup.id, taken, expiryOf(backup, taken.startedAt));
};

/** `41,207,882 keys · 1.02 GB · 14.2 s`. */
export const snapshotSummary = ({ taken, seconds }: Snapshot): string =>
  [countedWords(taken), bytesWords(taken.storedBytes), secondsWords(seconds())].join(' · ');
