import { describe, expect, it } from 'vitest';
import type { RedisProbe } from '#lib/domain/data-store';
import type { RdbFacts } from '#lib/domain/rdb-facts';
import { refusals } from '#lib/domain/restore';
import { MAY_ALL } from '../probe/commands.fixture.ts';
import type { Artefact } from './artefact.ts';
import { preflight } from './preflight.ts';

const NOW = Date.UTC(2026, 5, 1);
const upTo = (highest: number): number[] => Array.from({ length: highest }, (_, i) => i + 1);
const MB = 1_000_000;

const contents = (more: Partial<RdbFacts> = {}): RdbFacts => ({
  format: 'rdb',
  magic: 'REDIS',
  rdbVersion: 10,
  databases: { 0: { keys: 629_000, expires: 774 }, 3: { keys: 214, expires: 0 } },
  types: { string: 629_214 },
  typeCodes: { 0: 629_214 },
  functions: 0,
  checksum: 'ok',
  bytes: 134 * MB,
  largest: [],
  earliestExpiry: NOW + 1000,
  latestExpiry: NOW + 2000,
  longExpiries: 0,
  modules: [],
  aux: {},
  ...more,
});

const artefact = (facts: Partial<RdbFacts> = {}, more: Partial<Artefact> = {}): Artefact => ({
  contents: contents(facts),
  usedMemory: 270 * MB,
  product: 'redis',
  ...more,
});

const redis: RedisProbe = {
  product: 'redis',
  version: '7.0.15',
  topology: 'standalone',
  masterLink: null,
  databases: { 0: { keys: 629_988, expires: 0 }, 1: { keys: 12, expires: 0 } },
  databaseCount: 16,
  keys: 630_000,
  expires: 0,
  functions: 2,
  memory: { used: 100 * MB, max: 512 * MB, policy: 'noeviction' },
  persistence: { appendOnly: false, saving: true, loading: false },
  rdbVersion: 10,
  restoreVersions: upTo(10),
  maxBulkBytes: 512 * 1024 * 1024,
  commands: MAY_ALL,
  modules: [],
  latencyMs: 1,
};
const on = (more: Partial<RedisProbe>): RedisProbe => ({ ...redis, ...more });
const redis72 = on({ version: '7.2.5', rdbVersion: 11, restoreVersions: upTo(11) });
const redis80 = on({ version: '8.0.2', rdbVersion: 12, restoreVersions: upTo(12) });
const valkey9 = on({
  product: 'valkey',
  version: '9.1.2',
  rdbVersion: 80,
  restoreVersions: [...upTo(11), 80],
});
const keydb = on({ product: 'keydb', version: '6.3.4', rdbVersion: 9, restoreVersions: upTo(9) });
const dragonfly = on({
  product: 'dragonfly',
  version: '1.40.1',
  rdbVersion: 9,
  restoreVersions: [5, 6, 8, 9, 10, 11, 12],
  maxBulkBytes: 2 ** 31,
});

const textsOf = (outcome: string, backup: Artefact, target: RedisProbe): string[] =>
  preflight(backup, target, NOW)
    .checks.filter((check) => check.outcome === outcome)
    .map(({ text, figure }) => (figure ? `${text} | ${figure}` : text));
const refused = (backup: Artefact, target: RedisProbe) => textsOf('refuse', backup, target);
const warned = (backup: Artefact, target: RedisProbe) => textsOf('warn', backup, target);

describe('a backup that fits', () => {
  it('says what was looked at, what is lost and what is brought', () => {
    expect(preflight(artefact(), redis, NOW)).toEqual({
      checks: [
        { id: 'types', outcome: 'pass', text: 'Redis 7.0.15 can load RDB 10' },
        { id: 'memory', outcome: 'pass', text: 'Memory', figure: '270 MB of 512 MB' },
        { id: 'writable', outcome: 'pass', text: 'The target is a master and takes writes' },
      ],
      lost: { keys: 630_000, databases: 2, functions: 2 },
      brought: { keys: 629_214, databases: 2, functions: 0 },
    });
  });
});

describe('types', () => {
  const typed = (typeCodes: Record<string, number>, more: Partial<RdbFacts> = {}) =>
    artefact({ typeCodes, ...more });

  it.each<[string, Artefact, RedisProbe, string]>([
    ['an older file', typed({ 0: 1, 14: 2 }, { rdbVersion: 9 }), redis, 'Redis 7.0.15 can load RDB 9'],
    [
      'a newer file of old types',
      typed({ 0: 1, 18: 2 }, { rdbVersion: 12 }),
      redis,
      'Redis 7.0.15 can load every type of this RDB 12 file',
    ],
    [
      'Valkey',
      typed({ 22: 1 }, { magic: 'VALKEY', rdbVersion: 80 }),
      valkey9,
      'Valkey 9.1.2 can load Valkey RDB 80',
    ],
    [
      'Dragonfly',
      typed({ 21: 1, 31: 2, 30: 1 }, { rdbVersion: 9 }),
      dragonfly,
      'Dragonfly 1.40.1 can load RDB 9',
    ],
    ['Dragonfly in Redis', typed({ 0: 1, 11: 2 }, { rdbVersion: 9 }), redis, 'Redis 7.0.15 can load RDB 9'],
  ])('of %s fit', (_what, backup, target, text) => {
    expect(refused(backup, target)).toEqual([]);
    expect(textsOf('pass', backup, target)[0]).toBe(text);
  });

  it.each<[Artefact, RedisProbe, string[]]>([
    [
      typed({ 0: 5, 21: 3 }, { rdbVersion: 11 }),
      redis,
      [
        '3 streams (type 21) cannot be loaded by Redis 7.0.15; restore them into Redis 7.2 or newer, Valkey 7.2 or newer, or Dragonfly',
      ],
    ],
    [
      typed({ 24: 1, 20: 1234 }, { rdbVersion: 12 }),
      redis,
      [
        '1,234 sets (type 20) cannot be loaded by Redis 7.0.15; restore them into Redis 7.2 or newer, Valkey 7.2 or newer, or Dragonfly',
        '1 hash (type 24) cannot be loaded by Redis 7.0.15; restore it into Redis 7.4 or newer',
      ],
    ],
    [
      typed({ 22: 2 }, { magic: 'VALKEY', rdbVersion: 80 }),
      redis80,
      ['2 hashes (type 22) cannot be loaded by Redis 8.0.2; restore them into Valkey 9.0 or newer'],
    ],
    [
      typed({ 25: 2 }, { rdbVersion: 12 }),
      valkey9,
      ['2 hashes (type 25) cannot be loaded by Valkey 9.1.2; restore them into Redis 7.4 or newer'],
    ],
    [
      typed({ 16: 1 }),
      keydb,
      [
        '1 hash (type 16) cannot be loaded by KeyDB 6.3.4; restore it into Redis 7.0 or newer, Valkey 7.2 or newer, or Dragonfly',
      ],
    ],
    [
      typed({ 10: 4, 9: 1 }, { rdbVersion: 6 }),
      dragonfly,
      [
        '1 hash (type 9) cannot be loaded by Dragonfly 1.40.1; restore it into Redis 2.6 or newer, Valkey 7.2 or newer, or KeyDB',
        '4 lists (type 10) cannot be loaded by Dragonfly 1.40.1; restore them into Redis 2.6 or newer, Valkey 7.2 or newer, or KeyDB',
      ],
    ],
    [
      typed({ 30: 1, 31: 1 }, { rdbVersion: 9 }),
      redis72,
      [
        '1 ReJSON-RL value (type 30) cannot be loaded by Redis 7.2.5; restore it into Dragonfly',
        '1 hash (type 31) cannot be loaded by Redis 7.2.5; restore it into Dragonfly',
      ],
    ],
  ])('are refused by count (%#)', (backup, target, texts) => expect(refused(backup, target)).toEqual(texts));
});

describe('memory', () => {
  const limited = (max: number | null, more: Partial<RedisProbe> = {}) =>
    on({ memory: { used: 0, max, policy: 'noeviction' }, ...more });
  const memoryCheck = (backup: Artefact, target: RedisProbe) =>
    preflight(backup, target, NOW).checks.find(({ id }) => id === 'memory');

  it.each<[string, Artefact, RedisProbe, object]>([
    [
      'no limit',
      artefact(),
      limited(null),
      { outcome: 'pass', text: 'Memory: the target sets no limit', figure: '270 MB' },
    ],
    ['a limit of 0', artefact(), limited(0), { outcome: 'pass', text: 'Memory: the target sets no limit' }],
    ['room', artefact(), limited(512 * MB), { outcome: 'pass', text: 'Memory', figure: '270 MB of 512 MB' }],
    ['hardly room', artefact(), limited(280 * MB), { outcome: 'warn', figure: '270 MB of 280 MB' }],
    [
      'no room',
      artefact(),
      limited(256 * MB),
      {
        outcome: 'refuse',
        text: "Memory: too little; raise the target's maxmemory to at least 297 MB, or restore into a larger server",
        figure: '270 MB of 256 MB',
      },
    ],
    [
      'no room in Dragonfly',
      artefact(),
      { ...dragonfly, memory: { used: 0, max: 256 * MB, policy: 'noeviction' } },
      {
        outcome: 'refuse',
        text: 'Memory: too little; start the target with --maxmemory of at least 297 MB, or restore into a larger server',
      },
    ],
    [
      'what only the file knows',
      artefact({ aux: { 'used-mem': String(300 * MB) } }, { usedMemory: null }),
      limited(512 * MB),
      { outcome: 'pass', figure: '300 MB of 512 MB' },
    ],
    [
      'nobody knows',
      artefact({}, { usedMemory: null }),
      limited(512 * MB),
      {
        outcome: 'warn',
        text: 'The backup does not say how much memory it needs',
        figure: '134 MB file, 512 MB limit',
      },
    ],
    ['a file above the limit', artefact({}, { usedMemory: null }), limited(100 * MB), { outcome: 'refuse' }],
  ])('with %s', (_what, backup, target, check) => expect(memoryCheck(backup, target)).toMatchObject(check));
});

describe('the target', () => {
  it.each<[Partial<RedisProbe>, string]>([
    [
      { topology: 'replica' },
      'The target is a replica, which takes no writes; restore into its master, or run REPLICAOF NO ONE on it first',
    ],
    [
      { topology: 'sentinel' },
      'This is a Sentinel, which holds no data; restore into the master that it watches',
    ],
    [{ topology: 'cluster' }, 'The target is a node of a cluster; restore into a server on its own for now'],
    [
      { persistence: { appendOnly: false, saving: false, loading: true } },
      'The target is still loading its own data from disk; try again when it is ready',
    ],
    [
      { commands: { ...redis.commands, restore: false, flushall: false } },
      'The user may not run RESTORE and FLUSHALL; allow it with ACL SETUSER <user> +restore +flushall',
    ],
    [
      { version: '4.0.9', restoreVersions: upTo(8) },
      'Redis 4.0.9 is too old: its RESTORE does not know a moment to expire at; restore into Redis 5.0 or newer',
    ],
    [
      { databaseCount: 2 },
      '214 keys of the backup are in databases up to 3, and the target has 2 databases; set "databases 4" in its configuration and restart it',
    ],
  ])('is refused (%#)', (more, text) => expect(refused(artefact(), on(more))).toEqual([text]));

  it('needs FUNCTION only for functions', () => {
    const target = on({ commands: { ...redis.commands, function: false } });
    expect(refused(artefact({ functions: 1 }), target)).toEqual([
      'The user may not run FUNCTION; allow it with ACL SETUSER <user> +function',
    ]);
    expect(refused(artefact(), target)).toEqual([]);
    expect(warned(artefact(), target)).toEqual([
      'The user may not run FUNCTION: functions that the target holds now stay',
    ]);
  });

  it('may not tell how many databases it has', () => {
    expect(refused(artefact(), on({ databaseCount: null }))).toEqual([]);
  });
});

describe('large values', () => {
  const MIB = 1024 * 1024;
  const value = (key: string, type: string, mebibytes: number) => ({
    database: 0,
    key,
    type,
    payloadBytes: mebibytes * MIB,
  });
  const large = (...largest: RdbFacts['largest']) => artefact({ largest });

  it.each<[string, Artefact, string[]]>([
    ['small ones', large(value('a', 'stream', 511)), []],
    [
      'collections',
      large(
        value('a', 'hash', 900),
        value('b', 'zset', 600),
        value('c', 'list', 513),
        value('d', 'set', 700),
      ),
      [],
    ],
    ['a string at the limit', large({ ...value('a', 'string', 512), payloadBytes: 512 * MIB + 16 }), []],
    [
      'a string above the limit',
      large(value('a', 'string', 600)),
      [
        'One value is above the target\'s limit of 537 MB for one argument and cannot be written in pieces: "a" (string, 629 MB); raise the limit with CONFIG SET proto-max-bulk-len 600mb',
      ],
    ],
    [
      'several',
      large(
        value('a', 'stream', 800.5),
        value('b', 'module', 700),
        value('c', 'hash', 700),
        value('d', 'stream', 600),
        value('e', 'stream', 600),
      ),
      [
        '4 values are above the target\'s limit of 537 MB for one argument and cannot be written in pieces: "a" (stream, 839 MB), "b" (module, 734 MB), "d" (stream, 629 MB) and others; raise the limit with CONFIG SET proto-max-bulk-len 801mb',
      ],
    ],
    [
      'more than are remembered',
      large(...Array.from({ length: 16 }, (_, i) => value(`k${i}`, 'stream', 600))),
      [
        'At least 16 values are above the target\'s limit of 537 MB for one argument and cannot be written in pieces: "k0" (stream, 629 MB), "k1" (stream, 629 MB), "k2" (stream, 629 MB) and others; raise the limit with CONFIG SET proto-max-bulk-len 600mb',
      ],
    ],
  ])('%s', (_what, backup, texts) => expect(refused(backup, redis)).toEqual(texts));
});

describe('what cannot be kept', () => {
  it.each<[string, Artefact, RedisProbe, string[]]>([
    ['nothing in Redis', artefact({ longExpiries: 3, functions: 1 }), redis, []],
    [
      'in Dragonfly',
      artefact({ longExpiries: 3, functions: 2 }),
      dragonfly,
      [
        '3 keys with an expiry more than 8.5 years away: Dragonfly shortens it to 8.5 years',
        '2 function libraries left out: Dragonfly keeps no functions',
      ],
    ],
    [
      'in an old Redis',
      artefact({ functions: 1, rdbVersion: 9 }),
      on({ version: '6.2.14', restoreVersions: upTo(9) }),
      ['1 function library left out: Redis 6.2.14 keeps no functions'],
    ],
    [
      'of KeyDB',
      artefact({ memberExpiries: 12 }),
      redis,
      ['12 members of collections no longer expire: only KeyDB keeps that'],
    ],
    [
      'of KeyDB that was read key by key',
      artefact({ lostMemberExpiries: 3, rdbVersion: 9 }),
      keydb,
      [
        'Members of 3 keys no longer expire by themselves: the method scan could not read their times from KeyDB',
      ],
    ],
    ['of KeyDB in KeyDB', artefact({ memberExpiries: 12, rdbVersion: 9 }), keydb, []],
    [
      'that is over',
      artefact({ earliestExpiry: NOW - 5, latestExpiry: NOW - 1 }),
      redis,
      ['774 keys expired between then and now: left out'],
    ],
    [
      'that is partly over',
      artefact({ earliestExpiry: NOW - 5, latestExpiry: NOW + 1 }),
      redis,
      ['Some of the 774 keys with an expiry expired between then and now: they are left out'],
    ],
    [
      'on a disk without BGSAVE',
      artefact(),
      on({ commands: { ...redis.commands, bgsave: false } }),
      ['The user may not run BGSAVE: the data is on the disk only after the next save of the target itself'],
    ],
  ])('%s', (_what, backup, target, texts) => {
    expect(warned(backup, target)).toEqual(texts);
    expect(refusals(preflight(backup, target, NOW))).toEqual([]);
  });
});

describe('modules', () => {
  const withModules = (modules: string[], values: number) =>
    artefact({ modules, typeCodes: values > 0 ? { 7: values } : { 0: 1 } });

  it.each<[string, Artefact, RedisProbe, string[], string[]]>([
    ['that are there', withModules(['ReJSON-RL', 'MBbloom--'], 4), on({ modules: ['ReJSON', 'bf'] }), [], []],
    [
      'that are not there',
      withModules(['ReJSON-RL', 'TSDB-TYPE'], 4),
      on({ modules: ['ReJSON'] }),
      ['4 module values: Redis 7.0.15 lacks the module of TSDB-TYPE; load it into the target first'],
      [],
    ],
    [
      'that belong to a newer server',
      withModules(['vectorset'], 4),
      redis,
      ['4 module values: Redis 7.0.15 lacks the module of vectorset; restore them into Redis 8.0 or newer'],
      [],
    ],
    [
      'vector sets of 8.2 and newer, which 8.0 may not read',
      artefact({ modules: ['vectorset'], typeCodes: { 7: 3 }, aux: { 'redis-ver': '8.6.2' } }),
      { ...redis80, modules: ['vectorset'] },
      [],
      [
        'Vector sets of Redis 8.6.2 may be unknown to Redis 8.0.2: the restore asks it before anything is changed',
      ],
    ],
    [
      'of which nothing is known',
      withModules(['ReJSON-RL'], 1),
      on({ modules: null }),
      [],
      ['1 module value (ReJSON-RL): the target does not say whether it has the module'],
    ],
    [
      'with settings only',
      withModules(['scdtype00'], 0),
      redis,
      [],
      ['Settings of modules (scdtype00) are left out'],
    ],
    [
      'with search indexes',
      withModules(['ReJSON-RL', 'ft_index0'], 2),
      on({ modules: ['ReJSON', 'search'] }),
      [],
      ['Search indexes are left out: make them again'],
    ],
    [
      'in Dragonfly',
      withModules(['ReJSON-RL'], 2),
      { ...dragonfly, modules: ['ReJSON'] },
      [
        '2 module values (type 7) cannot be loaded by Dragonfly 1.40.1; restore them into Redis 4.0 or newer, Valkey 7.2 or newer, or KeyDB, with ReJSON-RL',
      ],
      [],
    ],
  ])('%s', (_what, backup, target, refusedTexts, warnedTexts) => {
    expect(refused(backup, target)).toEqual(refusedTexts);
    expect(warned(backup, target)).toEqual(warnedTexts);
  });
});
