import type { Product } from '#lib/domain/data-store';

export type ServerSettings = { port: number; password: string; data: string };

/**
 * The settings of a server as its own file has them, and the arguments that name the file. A password stands in the
 * file, which only its owner can read, and in no argument, which everybody can.
 */
export const serverSettings = (
  product: Product,
  file: string,
  { port, password, data }: ServerSettings,
): { text: string; args: string[] } => {
  // Amber makes it itself; anything else in its place could be read as more settings
  if (!/^[\w-]+$/.test(password)) throw new Error('The password of a server of ours has foreign characters');
  if (product === 'dragonfly') {
    const flags = {
      port,
      bind: '127.0.0.1',
      dir: data,
      dbfilename: 'dump',
      requirepass: password,
      proactor_threads: 2,
      maxmemory: '1gb',
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
    'save 60 1',
    'daemonize no',
    'pidfile ""',
    'logfile ""',
  ];
  return { text: `${lines.join('\n')}\n`, args: [file] };
};

const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
