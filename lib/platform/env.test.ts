import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseEnv } from './env.ts';

const KEY = 'k'.repeat(32);

describe('parseEnv', () => {
  it('has a value for everything', () => {
    expect(parseEnv({ PATH: '/bin', PORT: '' })).toEqual({
      port: 3000,
      host: '127.0.0.1',
      dataDir: resolve('data'),
      databaseUrl: null,
      secretKey: null,
      owner: null,
      url: null,
      trustedProxies: [],
      provisioners: new Map(),
      janusgraphHome: null,
      logLevel: 'info',
    });
  });

  it('reads every setting', () => {
    expect(
      parseEnv({
        PORT: '8080',
        HOST: '0.0.0.0',
        AMBER_DATA_DIR: '/var/lib/amber',
        DATABASE_URL: 'postgresql://amber:secret@db.example.com/amber',
        AMBER_SECRET_KEY: KEY,
        AMBER_OWNER_EMAIL: 'ada@example.com',
        AMBER_OWNER_PASSWORD: 'correct horse',
        AMBER_URL: 'https://amber.example.com/',
        AMBER_TRUSTED_PROXIES: '10.0.0.0/8, ::1',
        AMBER_PROVISIONER_MY_DOCKER: '/usr/local/bin/make-redis',
        AMBER_PROVISIONER_OFF: '',
        AMBER_JANUSGRAPH_HOME: '/opt/janusgraph-1.1.0',
        LOG_LEVEL: 'debug',
      }),
    ).toEqual({
      port: 8080,
      host: '0.0.0.0',
      dataDir: '/var/lib/amber',
      databaseUrl: 'postgresql://amber:secret@db.example.com/amber',
      secretKey: KEY,
      owner: { email: 'ada@example.com', password: 'correct horse' },
      url: 'https://amber.example.com',
      trustedProxies: [
        { address: '10.0.0.0', prefix: 8, family: 'ipv4' },
        { address: '::1', prefix: 128, family: 'ipv6' },
      ],
      provisioners: new Map([['my-docker', '/usr/local/bin/make-redis']]),
      janusgraphHome: '/opt/janusgraph-1.1.0',
      logLevel: 'debug',
    });
  });

  it.each([
    [{ AMBER_PORT: '3000' }, 'AMBER_PORT is not a setting of Amber'],
    [{ PORT: '0' }, 'PORT: must be a port between 1 and 65535'],
    [{ PORT: '70000' }, 'PORT: must be a port between 1 and 65535'],
    [{ PORT: '3000x' }, 'PORT: must be a port number'],
    [{ HOST: 'a b' }, 'HOST: must be an address or a host name'],
    [{ HOST: '192.168.1.5' }, 'AMBER_URL must be set when HOST is 192.168.1.5'],
    [{ DATABASE_URL: 'mysql://x', AMBER_SECRET_KEY: KEY }, 'DATABASE_URL: must be a PostgreSQL address'],
    [{ DATABASE_URL: 'postgresql://x/y' }, 'AMBER_SECRET_KEY must be set together with DATABASE_URL'],
    [{ AMBER_SECRET_KEY: 'short' }, 'AMBER_SECRET_KEY: must have at least 32 characters'],
    [
      { AMBER_OWNER_EMAIL: 'ada@example.com' },
      'AMBER_OWNER_EMAIL and AMBER_OWNER_PASSWORD must be set together',
    ],
    [
      { AMBER_OWNER_EMAIL: 'ada', AMBER_OWNER_PASSWORD: 'long enough' },
      'AMBER_OWNER_EMAIL: Give an e-mail address',
    ],
    [{ AMBER_URL: 'https://amber.example.com/console' }, 'AMBER_URL: must be an address like'],
    [{ AMBER_URL: 'ftp://amber.example.com' }, 'AMBER_URL: must be an address like'],
    [{ AMBER_TRUSTED_PROXIES: '10.0.0.0/33' }, 'AMBER_TRUSTED_PROXIES: holds “10.0.0.0/33”'],
    [{ AMBER_PROVISIONER_DOCKER: 'bin/make' }, 'AMBER_PROVISIONER_DOCKER: must be the full path'],
    [{ AMBER_PROVISIONER_docker: '/bin/make' }, 'AMBER_PROVISIONER_docker is not a setting of Amber'],
    [{ AMBER_JANUSGRAPH_HOME: 'janusgraph' }, 'AMBER_JANUSGRAPH_HOME: must be the full path'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: must be one of trace, debug'],
  ])('refuses %j', (given, words) => {
    expect(() => parseEnv(given)).toThrow(words);
  });

  it('names every problem at once and no value', () => {
    const given = { AMBER_FOO: 'x', AMBER_SECRET_KEY: 'hunter2', PORT: 'abc' };
    expect(() => parseEnv(given)).toThrow(/AMBER_FOO.*\n.*PORT.*\n.*AMBER_SECRET_KEY/);
    expect(() => parseEnv(given)).not.toThrow(/hunter2/);
  });
});
