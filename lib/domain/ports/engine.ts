import type { Consistency, SnapshotMethod } from '../backup.ts';
import type { Contents } from '../contents.ts';
import type { Endpoint, EngineKind, Probe, Product } from '../data-store.ts';
import type { ServerVersion, Wish } from '../instance.ts';
import type { Run } from '../operation.ts';
import type { Preflight, RestoreFacts, RestoreMethod } from '../restore.ts';

/** Takes plain bytes in order. The chunk belongs to the sink until the promise resolves; then it may be used again. */
export type ByteSink = {
  write(chunk: Uint8Array): Promise<void>;
};

/** Gives the plain bytes of an artefact from the beginning, each time it is called. */
export type ByteSource = (signal: AbortSignal) => AsyncIterable<Uint8Array>;

export type SnapshotFacts<C extends Contents = Contents> = {
  method: SnapshotMethod;
  /** Why `auto` chose it. */
  methodReason: string;
  consistency: Consistency;
  product: Product;
  version: string;
  usedMemory: number | null;
  contents: C;
  loadableBy: string[];
};

export type SnapshotOptions = {
  method: SnapshotMethod | 'auto';
  /** Folder for spilled runs. */
  scratch: string;
  /** What the store calls its reader, the same at every backup of it: what an earlier run left open there is ended. */
  reader: string;
  /** Called once, when the store has been asked and before any byte moves: what it throws ends the snapshot. */
  accept?(store: Probe): Promise<void>;
  /**
   * Called when the moment of the data has come: as a replica when the server says that its file begins, which it may
   * put off; key by key before the first one. Called again where the method is changed.
   */
  dataBegins?(): void;
};

export type RestoreOptions<C extends Contents = Contents> = {
  method: RestoreMethod | 'auto';
  /** Folder for spilled runs. */
  scratch: string;
  /**
   * Amber wrote the artefact itself and nobody changed it since: values that the target would deserialise as it finds
   * them may be handed to it.
   */
  trusted: boolean;
  /** Called once, before the first change of the target: returns when that is written down. */
  beforeTouch(): Promise<void>;
  /** Called once, when the old data is gone and nothing of the backup is in yet. Must not throw. */
  cleared?(): Promise<void>;
  /** What the verified artefact holds, when the caller knows: it saves the engine a pass over the source. */
  contents?: C;
};

/** What a preflight knows of a backup. */
export type PreflightArtefact<C extends Contents = Contents> = {
  contents: C;
  usedMemory: number | null;
  product: Product | null;
  /** As in `RestoreOptions`. */
  trusted: boolean;
};

/** Reads a plain file to its end; throws `truncated`, `checksum`, `unknown-type`, `unsupported-version`, `malformed`. */
export type Inspect<C extends Contents = Contents> = (
  source: AsyncIterable<Uint8Array>,
  run: Run,
  options: {
    /** Folder for spilled runs. */
    scratch: string;
  },
) => Promise<C>;

/** What asks a store, and never moves its data: all that the console needs. */
export type AskingEngine<C extends Contents = Contents, P extends Probe = Probe> = {
  /** Connects, asks and leaves; at most ten seconds. */
  probe(endpoint: Endpoint, signal: AbortSignal): Promise<P>;
  /** Why this store cannot be backed up now, or null. */
  backupRefusal(probe: P): string | null;
  /** Pure: compares an artefact's contents with a target. */
  preflight(artefact: PreflightArtefact<C>, target: P): Preflight;
  /** How such a store would be backed up and restored, in words for its page. */
  methods(probe: P): { snapshot: string; restore: string };
  /**
   * What an empty server that Amber starts itself would say of itself: with it, a preflight can be shown before there is a
   * server.
   */
  presume(server: ServerVersion, needs: Pick<Wish, 'databases' | 'graph'>): P;
};

/**
 * What the domain needs of an engine: one for each family of stores. Every failure is an AmberError. An engine is only
 * handed endpoints, contents and probes of its own family: `requireSameEngine` sees to that.
 */
export type Engine<
  C extends Contents = Contents,
  P extends Probe = Probe,
  R extends RestoreFacts = RestoreFacts,
> = AskingEngine<C, P> & {
  snapshot(endpoint: Endpoint, sink: ByteSink, run: Run, options: SnapshotOptions): Promise<SnapshotFacts<C>>;
  inspect: Inspect<C>;
  /** The artefact has been verified by the caller; the engine parses again while it loads. */
  restore(source: ByteSource, endpoint: Endpoint, run: Run, options: RestoreOptions<C>): Promise<R>;
};

/** The engines that this build has. */
export type Engines = Record<EngineKind, Engine>;
export type AskingEngines = Record<EngineKind, AskingEngine>;
