import type { DataStoreId } from '../ids.ts';
import type {
  HostOffers,
  Instance,
  ProvisionerName,
  ServerProgram,
  ServerVersion,
  Wish,
} from '../instance.ts';

export type NewInstance = {
  provisioner: ProvisionerName;
  wish: Wish | null;
  /** null: the first worker that can make it. */
  hostId: string | null;
};

/** The rows of servers that Amber runs itself or had made. */
export type Instances = {
  insert(dataStoreId: DataStoreId, instance: NewInstance): Promise<void>;
  find(dataStoreId: DataStoreId): Promise<Instance | null>;
  has(dataStoreId: DataStoreId): Promise<boolean>;
  /** Name of a data store whose graph is on the server of this one. */
  findBeside(dataStoreId: DataStoreId): Promise<string | null>;
  /**
   * Those that this worker is to keep: of this host, or of none and by one of its provisioners, and without another
   * living worker that does. A server on a machine belongs to the host that started it first.
   */
  take(hostId: string, workerId: string, provisioners: readonly ProvisionerName[]): Promise<Instance[]>;
  setProgress(dataStoreId: DataStoreId, progress: string | null): Promise<void>;
  /** False when it was given up meanwhile. */
  markUp(dataStoreId: DataStoreId): Promise<boolean>;
  markReady(dataStoreId: DataStoreId): Promise<void>;
  /** Gives it up: its keeper removes it. */
  discard(dataStoreId: DataStoreId): Promise<void>;
  forget(dataStoreId: DataStoreId): Promise<void>;
  /** Another worker of this host may take them at once. */
  release(workerId: string): Promise<void>;
  /** What the living workers can make. */
  offers(): Promise<HostOffers[]>;
};

export type LocalServer = {
  id: DataStoreId;
  program: ServerProgram;
  password: string;
  port: number;
  wish: Wish | null;
  /** Called when it does not run, and is started. */
  starting?(): void;
};

/** Servers of the Redis family on this machine, each in a folder of its own. They outlive this process unless stopped. */
export type LocalServers = {
  /** The first program of the Redis family on the PATH. */
  findProgram(): Promise<ServerProgram | null>;
  /**
   * Starts it unless it runs; gives the port of the loopback address where it answers (another one if `port` is taken).
   * The signal ends one that does not answer yet.
   */
  ensure(server: LocalServer, signal: AbortSignal): Promise<{ port: number }>;
  /** Lets it save its data and ends it. */
  stop(id: DataStoreId): Promise<void>;
  /** Ends it and removes its folder. */
  remove(id: DataStoreId): Promise<void>;
};

export type InstalledServer = ServerVersion & { program: ServerProgram };
