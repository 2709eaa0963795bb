/** Options of the servers that take redis-server's arguments. */
export type RedisOptions = {
  /** More arguments, such as `['--databases', '64']`. */
  args?: readonly string[];
  /** An existing folder, with a dump.rdb to load, say; it is not removed at the end. */
  dir?: string;
  password?: string;
  /** PEM files; the plain port is off then. */
  tls?: { cert: string; key: string; ca: string; clients?: 'yes' | 'no' | 'optional' };
};

export const redisArguments = (options: RedisOptions, port: number, dir: string): string[] => {
  const { tls } = options;
  const ports = tls
    ? ['--port', '0', '--tls-port', `${port}`, '--tls-cert-file', tls.cert, '--tls-key-file', tls.key]
    : ['--port', `${port}`];
  const trust = tls ? ['--tls-ca-cert-file', tls.ca, '--tls-auth-clients', tls.clients ?? 'no'] : [];
  const auth = options.password ? ['--requirepass', options.password] : [];
  return [
    ...ports,
    ...trust,
    '--bind',
    '127.0.0.1',
    '--dir',
    dir,
    '--save',
    '',
    ...auth,
    ...(options.args ?? []),
  ];
};
