import type { Consistency, SnapshotMethod } from '../backup.ts';
import type { Endpoint, Probe, Product } from '../data-store.ts';
import type { Run } from '../operation.ts';
import type { RdbFacts } from '../rdb-facts.ts';
import type { Preflight, RestoreFacts, RestoreMethod } from '../restore.ts';

/** Takes plain bytes in order. The chunk belongs to the sink until the promise resolves; then it may be used again. */
export type ByteSink = {
  write(chunk: Uint8Array): Promise<void>;
};

/** Gives the plain bytes of an artefact from the beginning, each time it is called. */
export type ByteSource = (signal: AbortSignal) => AsyncIterable<Uint8Array>;

export type SnapshotFacts = {
  method: SnapshotMethod;
  /** Why `auto` chose it. */
  methodReason: string;
  consistency: Consistency;
  product: Product;
  version: string;
  usedMemory: number | null;
  contents: RdbFacts;
  loadableBy: string[];
};

export type SnapshotOptions = {
  method: SnapshotMethod | 'auto';
  /** Folder for spilled runs. */
  scratch: string;
  /** Called once, when the store has been asked and before any byte moves: what it throws ends the snapshot. */
  accept?(store: Probe): Promise<void>;
  /**
   * Called when the moment of the data has come: as a replica when the server says that its file begins, which it may
   * put off; key by key before the first one. Called again where the method is changed.
   */
  dataBegins?(): void;
};

export type RestoreOptions = {
  method: RestoreMethod | 'auto';
  /** Called once, before the first change of the target: returns when that is written down. */
  beforeTouch(): Promise<void>;
  /** Called once, when the old data is gone and nothing of the backup is in yet. Must not throw. */
  cleared?(): Promise<void>;
  /** What the verified artefact holds, when the caller knows: it saves the engine a pass over the source. */
  contents?: RdbFacts;
};

/** What the domain needs of an engine. Every failure is an AmberError. */
export type Engine = {
  /** Connects, asks and leaves; at most ten seconds. */
  probe(endpoint: Endpoint, signal: AbortSignal): Promise<Probe>;
  /** Why this store cannot be backed up now, or null. */
  backupRefusal(probe: Probe): string | null;
  snapshot(endpoint: Endpoint, sink: ByteSink, run: Run, options: SnapshotOptions): Promise<SnapshotFacts>;
  /** Reads a plain file to its end; throws `truncated`, `checksum`, `unknown-type`, `unsupported-version`, `malformed`. */
  inspect(source: AsyncIterable<Uint8Array>, run: Run): Promise<RdbFacts>;
  /** Pure: compares an artefact's contents with a target. */
  preflight(
    artefact: { contents: RdbFacts; usedMemory: number | null; product: Product | null },
    target: Probe,
  ): Preflight;
  /** The artefact has been verified by the caller; the engine parses again while it loads. */
  restore(source: ByteSource, endpoint: Endpoint, run: Run, options: RestoreOptions): Promise<RestoreFacts>;
};
