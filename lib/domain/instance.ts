import type { EngineKind, Product, RedisProduct } from './data-store.ts';
import type { DataStoreId } from './ids.ts';

/**
 * Who makes the server behind a store: `sample` and `local` start one on a worker's machine, `command:<NAME>` asks a
 * program that the operator gave, `graph` makes a graph on a JanusGraph Server that runs, `endpoint` takes a server that
 * is there and empty.
 */
export type ProvisionerName = 'sample' | 'local' | 'endpoint' | 'graph' | `command:${string}`;

/** What a person chooses among: `graph:` with the id of a data store on its server. */
export type NewInstanceWhere = Exclude<ProvisionerName, 'sample' | 'graph'> | `graph:${string}`;

/** Their servers run on the machine of the worker that keeps them, on the loopback address. */
export const ON_MACHINE: readonly ProvisionerName[] = ['sample', 'local'];
export const isOnMachine = (name: ProvisionerName): boolean => ON_MACHINE.includes(name);
/** What it made goes with the store. */
export const removesItsServer = (name: ProvisionerName): boolean => name !== 'endpoint';

export type ServerVersion = { product: Product; version: string };

/** Of a new graph: what is fixed when it is made. */
export type GraphWish = {
  /** Options of the graph by their names: `graph.set-vertex-id`, … */
  options: Record<string, string>;
  /** Names of its index backends. */
  indexes: string[];
};

/**
 * Whether a value of an option or the name of an index of a stranger's file is one plain word: it goes into a file of
 * settings, where a line end or an escape would be read as more of them.
 */
export const isPlainWord = (text: string): boolean => /^[\w-]{1,60}$/.test(text);

/** A graph on a server that has others. */
export type GraphBeside = {
  /** The data store that leads to the server. */
  dataStoreId: DataStoreId;
  /** Of the new graph; no other has had it. */
  name: string;
};

/** What a new server must be, so that a certain backup fits. */
export type Wish = ServerVersion & {
  /** How many databases it must have, at least. */
  databases: number;
  /** Memory that the data took where it came from, bytes. */
  usedMemory: number | null;
  /** Of a JanusGraph only. */
  graph?: GraphWish;
  /** Of a graph on a server that runs. */
  beside?: GraphBeside;
};

/** A server that Amber runs itself or had made, behind the data store of the same id. */
export type Instance = {
  dataStoreId: DataStoreId;
  provisioner: ProvisionerName;
  /** null: its provisioner chooses. */
  wish: Wish | null;
  /** Whose machine it runs on; null: none yet, or none of ours. */
  hostId: string | null;
  /** The worker that keeps it; null: none yet. */
  keeperId: string | null;
  /** What is being done for it now, as its provisioner says. */
  progress: string | null;
  /** It has answered. */
  up: boolean;
  /** It has been up, and holds what it was made for. */
  ready: boolean;
  /** Its data store was deleted, or what it was made for did not succeed: it goes. */
  abandoned: boolean;
};

/** What a machine lacks to start a JanusGraph: the setting, the jars in its folder, or Java. From nothing to nearly all. */
const MISSING_FOR_JANUSGRAPH = ['home', 'jars', 'java'] as const;
export type MissingForJanusGraph = (typeof MISSING_FOR_JANUSGRAPH)[number];

/** What one worker can make. */
export type WorkerOffers = {
  /** Servers that it can start on its machine. */
  servers: ServerVersion[];
  /** Names of the commands it was given. */
  commands: string[];
  /** Why it can start no JanusGraph; left out where it can. */
  withoutJanusGraph?: MissingForJanusGraph;
};
export type HostOffers = WorkerOffers & { hostId: string };

/** Where such a server listens. */
export const LOOPBACK = '127.0.0.1';

/** Port of a store whose server was not started yet: nobody can connect to it, so no store that was added has it. */
export const UNKNOWN_PORT = 0;

/** A program of the Redis family on this machine. */
export type ServerProgram = { product: RedisProduct; path: string };

/** In the order in which they are looked for, with what to install when none is there. */
export const SERVER_PROGRAMS = [
  { product: 'valkey', command: 'valkey-server' },
  { product: 'redis', command: 'redis-server' },
  { product: 'keydb', command: 'keydb-server' },
  { product: 'dragonfly', command: 'dragonfly' },
] as const satisfies readonly { product: RedisProduct; command: string }[];

const noProgram = (whose: string, next: string): string =>
  `No server program was found on the machine of ${whose} worker (looked for ${SERVER_PROGRAMS.map(({ command }) => command).join(', ')}). Install one, on Debian or Ubuntu with “apt install valkey-server” or “apt install redis-server”${next}.`;

export const NO_SERVER_PROGRAM = noProgram('the', ', delete this row and try again');

/** The same, before there is a row. */
const NO_SERVER_OFFERED = noProgram('a', ': Amber sees it within half a minute');

export const NO_JANUSGRAPH: Record<MissingForJanusGraph, string> = {
  home: 'No JanusGraph is known on the machine of the worker. Set AMBER_JANUSGRAPH_HOME to the folder of an unpacked distribution and start Amber again.',
  jars: 'There is no JanusGraph in the folder AMBER_JANUSGRAPH_HOME on the machine of the worker. Unpack a distribution there, or set it to the folder of one and start Amber again.',
  java: 'There is a JanusGraph on the machine of the worker, but no Java on its PATH. Install one, on Debian or Ubuntu with “apt install openjdk-17-jre-headless”.',
};

/** Why no worker can start a server of this engine: of several, the one that lacks least. */
export const noServerOffered = (engine: EngineKind, offers: readonly WorkerOffers[]): string => {
  if (engine === 'redis') return NO_SERVER_OFFERED;
  const least = MISSING_FOR_JANUSGRAPH.findLast((missing) =>
    offers.some(({ withoutJanusGraph }) => withoutJanusGraph === missing),
  );
  return NO_JANUSGRAPH[least ?? 'home'];
};
