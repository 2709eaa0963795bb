import type { RedisProduct } from '#lib/domain/data-store';
import type { Wish } from '#lib/domain/instance';

export type ServerSettings = { port: number; password: string; data: string; wish: Wish | null };

/** What its own default is, for all of the family. */
const DATABASES = 16;
/** Dragonfly's default is a share of the machine's memory, which other servers of ours have too. Bytes. */
const DRAGONFLY_MEMORY = 2 ** 30;

/**
 * The settings of a server as its own file has them, and the arguments that name the file. A password stands in the
 * file, which only its owner can read, and in no argument, which everybody can.
 */
export const serverSettings = (
  product: RedisProduct,
  file: string,
  { port, password, data, wish }: ServerSettings,
): { text: string; args: string[] } => {
  // Amber makes it itself; anything else in its place could be read as more settings
  if (!/^[\w-]+$/.test(password)) throw new Error('The password of a server of ours has foreign characters');
  const databases = Math.max(DATABASES, wish?.databases ?? 0);
  if (product === 'dragonfly') {
    const flags = {
      port,
      bind: '127.0.0.1',
      dir: data,
      dbfilename: 'dump',
      requirepass: password,
      proactor_threads: 2,
      dbnum: databases,
      // as much again: what fitted elsewhere may need more here
      maxmemory: Math.max(DRAGONFLY_MEMORY, 2 * (wish?.usedMemory ?? 0)),
    };
    return {
      text: Object.entries(flags)
        .map(([name, value]) => `--${name}=${value}\n`)
        .join(''),
      args: [`--flagfile=${file}`, '--logtostderr'],
    };
  }
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir ${quoted(data)}`,
    `requirepass ${password}`,
    `databases ${databases}`,
    'save 60 1',
    'daemonize no',
    'pidfile ""',
    'logfile ""',
  ];
  return { text: `${lines.join('\n')}\n`, args: [file] };
};

const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
