import type { Product } from './data-store.ts';
import type { DataStoreId } from './ids.ts';

/** A server that Amber runs itself, behind the data store of the same id. */
export type Instance = {
  dataStoreId: DataStoreId;
  /** It has been up, and holds what it was made with. */
  ready: boolean;
  /** The data store was deleted: the server goes too. */
  abandoned: boolean;
};

/** Where such a server listens. */
export const LOOPBACK = '127.0.0.1';

/** Port of a store whose server was not started yet: nobody can connect to it, so no store that was added has it. */
export const UNKNOWN_PORT = 0;

/** A program of the Redis family on this machine. */
export type ServerProgram = { product: Product; path: string };

/** In the order in which they are looked for, with what to install when none is there. */
export const SERVER_PROGRAMS = [
  { product: 'valkey', command: 'valkey-server' },
  { product: 'redis', command: 'redis-server' },
  { product: 'keydb', command: 'keydb-server' },
  { product: 'dragonfly', command: 'dragonfly' },
] as const satisfies readonly { product: Product; command: string }[];

export const NO_SERVER_PROGRAM = `No server program was found on the machine of the worker (looked for ${SERVER_PROGRAMS.map(({ command }) => command).join(', ')}). Install one, on Debian or Ubuntu with “apt install valkey-server” or “apt install redis-server”, delete this row and try again.`;
