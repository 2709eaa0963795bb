import { describe, expect, it } from 'vitest';
import type { RdbFacts } from '#lib/domain/rdb-facts';
import { rdbFile } from './fixtures/rdb-bytes.ts';
import { loadableBy } from './loadable-by.ts';
import { RdbParser } from './rdb-parser.ts';
import { leastRdbVersion, typeWord } from './rdb-types.ts';

const empty = (): RdbFacts => {
  const parser = new RdbParser();
  parser.write(rdbFile([]));
  return parser.end();
};
const facts = (rdbVersion: number, types: number[] = [0], more: Partial<RdbFacts> = {}): RdbFacts => ({
  ...empty(),
  rdbVersion,
  typeCodes: Object.fromEntries(types.map((type) => [type, 1])),
  ...more,
});

describe('loadableBy', () => {
  it.each([
    ['Redis 2.4', facts(2, [0, 9]), ['redis >= 2.6', 'valkey', 'keydb']],
    ['Redis 3.2', facts(7, [0, 14]), ['redis >= 3.2', 'valkey', 'keydb', 'dragonfly']],
    ['Redis 6', facts(9, [0, 2, 4, 5, 11, 12, 13, 14, 15]), ['redis >= 5.0', 'valkey', 'keydb', 'dragonfly']],
    ['Redis 7.0', facts(10, [0, 16, 18, 19]), ['redis >= 7.0', 'valkey', 'dragonfly']],
    ['Redis 7.0 with functions', facts(10, [0], { functions: 1 }), ['redis >= 7.0', 'valkey']],
    ['Redis 7.2', facts(11, [0, 20, 21]), ['redis >= 7.2', 'valkey', 'dragonfly']],
    ['Redis 7.4', facts(12, [0]), ['redis >= 7.4', 'dragonfly']],
    ['Redis 7.4 with field expiry', facts(12, [24, 25]), ['redis >= 7.4']],
    ['Redis 8.0 with a vector set', facts(12, [7], { modules: ['vectorset'] }), ['redis >= 8.0']],
    [
      'Redis Stack 7.4',
      facts(12, [7], { modules: ['ReJSON-RL', 'TSDB-TYPE'] }),
      ['redis >= 7.4 with ReJSON-RL, TSDB-TYPE'],
    ],
    [
      'a module of Redis 6',
      facts(9, [7], { modules: ['one'] }),
      ['redis >= 5.0 with one', 'valkey with one', 'keydb with one'],
    ],
    ['Redis 8.6', facts(13, [0, 26]), ['redis >= 8.6']],
    ['Valkey 9', facts(80, [0, 22], { magic: 'VALKEY' }), ['valkey >= 9.0']],
    [
      'Dragonfly without its own types',
      facts(11, [0, 2, 16, 17, 18, 21]),
      ['redis >= 7.2', 'valkey', 'dragonfly'],
    ],
    ['Dragonfly with its own types', facts(11, [0, 30, 32]), ['dragonfly']],
    ['Dragonfly’s own SAVE RDB', facts(9, [0, 16]), ['redis >= 7.0', 'valkey', 'dragonfly']],
    ['nothing', facts(9, []), ['redis >= 5.0', 'valkey', 'keydb', 'dragonfly']],
  ])('%s', (_, contents, servers) => {
    expect(loadableBy(contents)).toEqual(servers);
  });
});

describe('the table of types', () => {
  it('knows the words of TYPE', () => {
    expect([0, 1, 2, 3, 4, 7, 15, 30].map((code) => typeWord(code))).toEqual([
      ...['string', 'list', 'set', 'zset', 'hash', 'module', 'stream', 'ReJSON-RL'],
    ]);
    expect([6, 8, 29, 38, 220, 243, 255].map((code) => typeWord(code))).toEqual(Array(7).fill(null));
  });

  it('gives every type its least version', () => {
    expect([0, 5, 15, 16, 20, 24, 26, 27, 28, 30].map((code) => leastRdbVersion(code))).toEqual([
      1, 8, 9, 10, 11, 12, 13, 14, 14, 9,
    ]);
    expect(leastRdbVersion(22, 'VALKEY')).toBe(80);
    expect(leastRdbVersion(29)).toBeNull();
  });

  it('keeps Valkey and Redis apart after their parting', () => {
    expect([21, 22, 23, 24, 30].map((code) => typeWord(code, 'VALKEY') !== null)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
