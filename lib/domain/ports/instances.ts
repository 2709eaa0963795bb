import type { DataStoreId } from '../ids.ts';
import type { Instance, ServerProgram } from '../instance.ts';

/** The rows of servers that Amber runs itself. */
export type Instances = {
  insert(dataStoreId: DataStoreId): Promise<void>;
  has(dataStoreId: DataStoreId): Promise<boolean>;
  /**
   * Those that this worker is to keep: of this host (or of none yet) and without another living worker that does. A
   * server belongs to the host that started it first.
   */
  take(hostId: string, workerId: string): Promise<Instance[]>;
  markReady(dataStoreId: DataStoreId): Promise<void>;
  forget(dataStoreId: DataStoreId): Promise<void>;
  /** Another worker of this host may take them at once. */
  release(workerId: string): Promise<void>;
};

export type LocalServer = { id: DataStoreId; program: ServerProgram; password: string; port: number };

/** Servers on this machine, each in a folder of its own. They outlive this process unless they are stopped. */
export type LocalServers = {
  /** The first program of the Redis family on the PATH. */
  findProgram(): Promise<ServerProgram | null>;
  /** Starts it unless it runs; gives the port of the loopback address where it answers (another one if `port` is taken). */
  ensure(server: LocalServer): Promise<{ port: number }>;
  /** Lets it save its data and ends it. */
  stop(id: DataStoreId): Promise<void>;
  /** Ends it and removes its folder. */
  remove(id: DataStoreId): Promise<void>;
};
