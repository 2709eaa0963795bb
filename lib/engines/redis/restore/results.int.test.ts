import { statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  fromSecondReading,
  restoreInto,
  savedDragonflyFile,
  savedFile,
  send,
  sourceWithStop,
} from '../../../../e2e/data/restoring.ts';
import { dragonflyBinary, startDragonfly } from '../../../../e2e/servers/dragonfly.ts';
import { startRedis } from '../../../../e2e/servers/redis.ts';
import { KEYS, smallKeys } from './small-keys.fixture.ts';

const { rack, save, startTarget } = smallKeys();
let file: string;
beforeAll(async () => {
  file = await save();
});
afterAll(rack.stop);

describe('what a restore tells', () => {
  it('leaves out and counts keys whose time is over', async () => {
    const source = await rack.keep(startRedis());
    // What has expired stays in the server, and in its file.
    await send(source, ['DEBUG', 'SET-ACTIVE-EXPIRE', 0], ['SET', 'stays', 1], ['SET', 'goes', 1, 'PX', 1]);
    await send(source, ['SELECT', 5], ['SET', 'goes', 1, 'PX', 1]);
    const saved = await savedFile(source);
    const target = await startTarget();
    expect(await restoreInto(target, saved)).toMatchObject({ keys: 1, expiredKeys: 2, differences: [] });
    expect(await send(target, ['DBSIZE'])).toBe(1);
  });

  it('explains counts that differ', async () => {
    const target = await startTarget();
    const write = () => send(target, ['SET', 'client', 'x'], ['SELECT', 7], ['SET', 'client', 'x']);
    const source = fromSecondReading(file, sourceWithStop(file, 1_000_000, write));
    const facts = await restoreInto(target, file, { source });
    expect(facts.differences).toEqual([
      'Database 0 holds 200,001 keys, 200,000 were loaded: likely clients that write meanwhile.',
      'Database 7 holds 1 key, 0 were loaded: likely clients that write meanwhile.',
    ]);
  });

  it('explains keys that the target evicted', async () => {
    const target = await startTarget(['--maxmemory', '12mb', '--maxmemory-policy', 'allkeys-random']);
    const { keys, differences } = await restoreInto(target, file);
    expect(keys).toBe(KEYS);
    expect(differences).toHaveLength(1);
    expect(differences[0]).toMatch(/200,000 were loaded: likely evicted by the target \([\d,]+ keys/);
  });

  it('works with the rights that it needs and no others', async () => {
    const target = await startTarget();
    await send(target, [
      'ACL',
      'SETUSER',
      'default',
      'resetkeys',
      '~*',
      '-@all',
      '+ping',
      '+info',
      '+select',
      '+flushall',
      '+restore',
    ]);
    const facts = await restoreInto(target, file);
    expect(facts).toMatchObject({ keys: KEYS, differences: [], durability: 'memory' });
  });
});

describe.skipIf(!dragonflyBinary())('Dragonfly', () => {
  it('gets the keys of a file of its own as they are, marks of its keys and an unfinished block included', async () => {
    const from = await rack.keep(startDragonfly());
    await send(
      from,
      ...[
        ['SET', 'sticky', 1],
        ['STICK', 'sticky'],
        ['RPUSH', 'list', 'a', 'b'],
        ['SET', 'k', 1, 'EX', 1000],
      ],
    );
    const path = await savedDragonflyFile(from);
    expect(statSync(path).size % 4096).toBe(0);
    const target = await rack.keep(startRedis());
    expect(await restoreInto(target, path)).toMatchObject({ keys: 3, differences: [] });
    expect(await send(target, ['LRANGE', 'list', 0, -1])).toEqual([Buffer.from('a'), Buffer.from('b')]);
  });

  it('gets no values whose members are over, and shorter expiries, both counted', async () => {
    const from = await rack.keep(startDragonfly());
    await send(
      from,
      ['HSETEX', 'hash:over', 4, 'f', 'v'],
      ['SADDEX', 'set:over', 4, 'm'],
      ['HSETEX', 'hash:partly', 4, 'f', 'v'],
      ['HSET', 'hash:partly', 'g', 'v'],
    );
    const path = await savedDragonflyFile(from);
    await new Promise((resolve) => setTimeout(resolve, 5200));
    const target = await rack.keep(startDragonfly());
    expect(await restoreInto(target, path)).toMatchObject({ keys: 1, expiredHashes: 2, differences: [] });
    expect(await send(target, ['HGETALL', 'hash:partly'])).toEqual([Buffer.from('g'), Buffer.from('v')]);

    const long = await rack.keep(startRedis());
    await send(long, ['SET', 'a', 1, 'EX', 300_000_000], ['SET', 'b', 1, 'EX', 200_000_000]);
    expect(await restoreInto(target, await savedFile(long))).toMatchObject({ keys: 2, clampedExpiries: 1 });
  });
});
