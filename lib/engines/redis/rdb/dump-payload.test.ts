import { describe, expect, it } from 'vitest';
import { chooseFooterVersion, FOOTER_BYTES, writeFooter } from './dump-payload.ts';
import dumps from './fixtures/dragonfly-dumps.json' with { type: 'json' };

describe('chooseFooterVersion', () => {
  const redis70 = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  const dragonfly = [5, 6, 8, 9, 10, 11, 12];
  it.each([
    ['a string', 0, redis70, 'REDIS', 9],
    ['a string, lowest first or not', 0, [12, 11, 10, 9], 'REDIS', 9],
    ['a string for Redis 3.2', 0, [5, 6, 7], 'REDIS', 7],
    ['a sorted set of doubles for Redis 3.2', 5, [5, 6, 7], 'REDIS', null],
    ['a listpack', 16, redis70, 'REDIS', 10],
    ['a listpack for Redis 6', 16, [9], 'REDIS', null],
    ['a listpack for a server of newer footers only', 16, [12], 'REDIS', 12],
    ['a stream of 7.2', 21, redis70, 'REDIS', null],
    ['a stream of 7.2 for Dragonfly', 21, dragonfly, 'REDIS', 11],
    ['a hash with field expiry', 24, [9, 10, 11, 12], 'REDIS', 12],
    ['a hash with field expiry of Valkey', 22, [9, 10, 11, 80], 'VALKEY', 80],
    ['a hash with field expiry of Valkey elsewhere', 22, [9, 10, 11, 12], 'VALKEY', null],
    ['a stream of 8.6', 26, [9, 10, 11, 12, 13], 'REDIS', 13],
    ['JSON of Dragonfly', 30, dragonfly, 'REDIS', 9],
    ['an unknown type', 99, redis70, 'REDIS', null],
    ['a type of Redis in a file of Valkey', 24, [80], 'VALKEY', null],
  ] as const)('%s', (_, type, accepted, magic, version) => {
    expect(chooseFooterVersion(type, accepted, magic)).toBe(version);
  });
});

describe('payloads', () => {
  it.each(Object.entries(dumps))('get the footer of Dragonfly’s %s', (_, dump) => {
    const payload = Buffer.from(dump.dump, 'base64');
    expect(payload[0]).toBe(dump.rdbType);
    const end = payload.length - FOOTER_BYTES;
    const rebuilt = Buffer.alloc(payload.length + 4);
    payload.copy(rebuilt, 4, 0, end);
    expect(writeFooter(rebuilt, end + 4, { start: 4, version: 9 })).toBe(rebuilt.length);
    expect(rebuilt.subarray(4).equals(payload)).toBe(true);
  });
});
