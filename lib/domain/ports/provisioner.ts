import type { Endpoint } from '../data-store.ts';
import type { DataStoreId } from '../ids.ts';
import type { Wish } from '../instance.ts';

export type ServerToMake = {
  id: DataStoreId;
  /** Of its data store, when that still is there. */
  name: string;
  /** null: the provisioner chooses. */
  wish: Wish | null;
  /** As the catalogue has it: password, and where it answered last. */
  endpoint: Endpoint;
};

/** What a long call gets from its caller. */
export type MakingRun = {
  signal: AbortSignal;
  /** What is being done; not called where the server runs already. */
  progress(text: string): void;
};

/** Makes new, empty servers. Every failure is an AmberError with a sentence for people. */
export type Provisioner = {
  /** Whether its servers are to be started again when they are down. */
  keepsRunning: boolean;
  /**
   * Makes the server unless it is there, starts it unless it runs, and gives where it answers. Safe to repeat, and after
   * a kill at any line of an earlier call.
   */
  ensure(server: ServerToMake, run: MakingRun): Promise<Endpoint>;
  /** Ends it with its data kept, where it runs on this machine. */
  stop(id: DataStoreId): Promise<void>;
  /** Ends it and removes all that was made for it; well also when there is nothing (any more). */
  remove(server: { id: DataStoreId; wish: Wish | null }, signal: AbortSignal): Promise<void>;
};
