import { describe, expect, it } from 'vitest';
import { ReplyError } from '../resp/reply.ts';
import { identify } from './identify.ts';
import { parseInfo, readInfo } from './info.ts';
import { readKeyspace } from './keyspace.ts';

const info = (...lines: string[]) => parseInfo(['# Server', ...lines, ''].join('\r\n'));

describe('identify', () => {
  it.each([
    [['redis_version:2.8.19'], 'redis', '2.8.19', 6],
    [['redis_version:3.2.1'], 'redis', '3.2.1', 7],
    [['redis_version:4.0.0'], 'redis', '4.0.0', 8],
    [['redis_version:6.2.14'], 'redis', '6.2.14', 9],
    [['redis_version:7.0.15'], 'redis', '7.0.15', 10],
    [['redis_version:7.2.4'], 'redis', '7.2.4', 11],
    [['redis_version:7.4.1'], 'redis', '7.4.1', 12],
    [['redis_version:8.2.3'], 'redis', '8.2.3', 12],
    [['redis_version:8.6.2'], 'redis', '8.6.2', 13],
    [['redis_version:9.0.0'], 'redis', '9.0.0', null],
    [['redis_version:7.2.4', 'server_name:valkey', 'valkey_version:8.1.1'], 'valkey', '8.1.1', 11],
    [['redis_version:7.2.4', 'valkey_version:9.1.2'], 'valkey', '9.1.2', 80],
    [['redis_version:6.3.4', 'mvcc_depth:0'], 'keydb', '6.3.4', 9],
    [['redis_version:7.2.4', 'redict_version:7.3.6'], 'redis', '7.2.4', 12],
    [['redis_version:7.4.0', 'dragonfly_version:df-v1.40.1'], 'dragonfly', '1.40.1', 9],
  ])('%j', (lines, product, version, rdbVersion) => {
    expect(identify(info(...lines))).toMatchObject({ product, version, rdbVersion });
  });

  it('knows what RESTORE takes', () => {
    expect(identify(info('redis_version:7.0.1'))?.restoreVersions.at(-1)).toBe(10);
    expect(identify(info('valkey_version:9.0.0'))?.restoreVersions.slice(-2)).toEqual([11, 80]);
    expect(identify(info('dragonfly_version:df-v1.40.1'))?.restoreVersions).toEqual([5, 6, 8, 9, 10, 11, 12]);
  });

  it('is not taken in by something else', () => {
    expect(identify(info('server:other'))).toBeNull();
  });
});

describe('a server that says too much', () => {
  it.each(['redis_version', 'valkey_version', 'dragonfly_version'])(
    'has a version of 40 letters at most, by %s',
    (field) => {
      const versionOf = (text: string) => identify(info(`${field}:${text}`))?.version;
      expect(versionOf(`7.0.${'1'.repeat(1000)}`)).toHaveLength(40);
      expect(versionOf('7.0.15\0<script>')).toBe('7.0.15');
      expect(versionOf('8.0.0-rc1+b_2')).toBe('8.0.0-rc1+b_2');
      expect(versionOf('\0')).toBe('unknown');
    },
  );

  it('is not read beyond 1 MB', () => {
    const reply = (bytes: number) => readInfo({ name: 'store:6379' }, Buffer.alloc(bytes, 'a:b\n'));
    expect(reply(2 ** 20).get('a')).toBe('b');
    expect(() => reply(2 ** 20 + 1)).toThrow(
      expect.objectContaining({
        code: 'store-protocol',
        message: expect.stringContaining('store:6379 answered INFO with 1048577 bytes'),
      }),
    );
    expect(readInfo({ name: 'store:6379' }, new ReplyError('NOPERM')).size).toBe(0);
  });
});

describe('readKeyspace', () => {
  it('reads 16,384 databases at most', () => {
    const lines = Array.from({ length: 16_500 }, (_, index) => `db${index}:keys=1,expires=0`);
    expect(Object.keys(readKeyspace(info(...lines)))).toHaveLength(16_384);
  });

  it('reads the databases that hold keys', () => {
    const lines = [
      'db0:keys=3,expires=1,avg_ttl=0',
      'db7:keys=2,expires=0,hits=1',
      'db1:keys=0,expires=0',
      'dbx:keys=1',
    ];
    expect(readKeyspace(info(...lines))).toEqual({ 0: { keys: 3, expires: 1 }, 7: { keys: 2, expires: 0 } });
  });
});
