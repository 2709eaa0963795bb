import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAmberError } from '#lib/domain/errors';
import type { ByteSource } from '#lib/domain/ports/engine';
import type { KeyRestoreFacts } from '#lib/domain/restore';
import { replyText } from '#lib/engines/redis/resp/reply';
import { makeDirty as dirty } from '../../../../e2e/data/dirty.ts';
import { type DataOptions, fillEveryType } from '../../../../e2e/data/every-type.ts';
import { functionLibraries as libraries } from '../../../../e2e/data/function-libraries.ts';
import { keyspaceDifferences, readKeyspace } from '../../../../e2e/data/keyspace-digest.ts';
import {
  endpointOf,
  fileSource,
  recordedRun,
  restoreInto,
  savedDragonflyFile,
  savedFile,
  serverRack,
  withConnection,
} from '../../../../e2e/data/restoring.ts';
import { dragonflyBinary, startDragonfly } from '../../../../e2e/servers/dragonfly.ts';
import { keydbBinary, startKeyDb } from '../../../../e2e/servers/keydb.ts';
import { startRedis } from '../../../../e2e/servers/redis.ts';
import type { TestServer } from '../../../../e2e/servers/server-process.ts';
import { startValkey } from '../../../../e2e/servers/valkey.ts';

const { keep, stop } = serverRack();
afterAll(stop);

const fill = (server: TestServer, options: DataOptions) =>
  withConnection(server, (connection) => fillEveryType(connection, options));

const digest = (server: TestServer) =>
  withConnection(server, async (connection) => replyText(await connection.call(['DEBUG', 'DIGEST'])));

const differences = async (a: TestServer, b: TestServer) =>
  keyspaceDifferences(await readKeyspace(endpointOf(a)), await readKeyspace(endpointOf(b)));

const whole = (facts: KeyRestoreFacts, keys: number) =>
  expect(facts).toMatchObject({
    method: 'restore',
    keys,
    expiredKeys: 0,
    expiredHashes: 0,
    clampedExpiries: 0,
    differences: [],
    durability: 'memory',
  });

const countKeys = async (server: TestServer) => (await readKeyspace(endpointOf(server))).size;

describe('from Redis 7.0', () => {
  let source: TestServer;
  let file: string;
  let keys: number;
  beforeAll(async () => {
    source = await keep(startRedis());
    await fill(source, { product: 'redis', functions: true });
    file = await savedFile(source);
    keys = await countKeys(source);
  });

  it('fills an empty Redis', async () => {
    const target = await keep(startRedis());
    const run = recordedRun();
    const facts = await restoreInto(target, file, { run });
    whole(facts, keys);
    expect(facts).toMatchObject({ functions: 2, droppedFunctions: 0 });
    expect(run.phases).toEqual(['Reading the backup', 'Clearing', 'Loading']);
    expect(await digest(target)).toBe(await digest(source));
    expect(await libraries(target)).toEqual(await libraries(source));
    expect(await differences(source, target)).toEqual([]);
  });

  it('leaves nothing of what a dirty Redis held', async () => {
    const target = await keep(startRedis());
    await dirty(target);
    whole(await restoreInto(target, file), keys);
    expect(await digest(target)).toBe(await digest(source));
    expect(await libraries(target)).toEqual(await libraries(source));
  });

  it.each([997, 65_521])('reads a source in chunks of %d bytes', async (size) => {
    const target = await keep(startRedis());
    const chunked: ByteSource = async function* (signal) {
      for await (const chunk of fileSource(file)(signal)) {
        for (let at = 0; at < chunk.length; at += size) yield chunk.subarray(at, at + size);
      }
    };
    whole(await restoreInto(target, file, { source: chunked }), keys);
    expect(await digest(target)).toBe(await digest(source));
  });

  it('fills a dirty Valkey', async () => {
    const target = await keep(startValkey());
    await dirty(target);
    whole(await restoreInto(target, file), keys);
    expect(await differences(source, target)).toEqual([]);
    expect(await libraries(target)).toEqual(await libraries(source));
  });

  it.skipIf(!keydbBinary())('is refused by KeyDB before the target is touched', async () => {
    const target = await keep(startKeyDb());
    await dirty(target);
    let touched = false;
    const restoring = restoreInto(target, file, {
      beforeTouch: async () => {
        touched = true;
      },
    });
    await expect(restoring).rejects.toMatchObject({ code: 'preflight-refused' });
    await expect(restoring).rejects.toThrow(/1 stream|streams \(type 19\) cannot be loaded by KeyDB 6\.3/);
    expect(touched).toBe(false);
    expect(await countKeys(target)).toBe(6);
  });

  it.skipIf(!dragonflyBinary())('fills a dirty Dragonfly, and what fits comes back', async () => {
    const target = await keep(startDragonfly());
    await dirty(target);
    const facts = await restoreInto(target, file);
    whole(facts, keys);
    expect(facts).toMatchObject({ functions: 0, droppedFunctions: 2 });
    expect(await differences(source, target)).toEqual([]);

    const back = await keep(startRedis());
    const refused = restoreInto(back, await savedDragonflyFile(target));
    await expect(refused).rejects.toThrow(/4 streams \(type 21\) cannot be loaded by Redis 7\.0/);

    await withConnection(target, async (connection) => {
      for (const stream of ['stream', 'stream:emptied', 'stream:created', 'stream:trimmed']) {
        await connection.call(['DEL', stream]);
      }
    });
    const left = await countKeys(target);
    whole(await restoreInto(back, await savedDragonflyFile(target)), left);
    expect(await differences(target, back)).toEqual([]);
  });
});

describe('from Valkey 9', () => {
  let source: TestServer;
  let file: string;
  let keys: number;
  beforeAll(async () => {
    source = await keep(startValkey());
    await fill(source, { product: 'valkey', functions: true, fieldExpiry: true });
    file = await savedFile(source);
    keys = await countKeys(source);
  });

  it('fills a dirty Valkey, fields with their expiry too', async () => {
    const target = await keep(startValkey());
    await dirty(target);
    whole(await restoreInto(target, file), keys);
    expect(await digest(target)).toBe(await digest(source));
    expect(await libraries(target)).toEqual(await libraries(source));
    expect(await differences(source, target)).toEqual([]);
  });

  it('is refused by Redis 7.0 with what does not fit', async () => {
    const target = await keep(startRedis());
    await dirty(target);
    const before = await digest(target);
    const error = await restoreInto(target, file).catch((thrown: unknown) => thrown);
    expect(isAmberError(error) && error.code).toBe('preflight-refused');
    expect(String(error)).toContain('2 hashes (type 22) cannot be loaded by Redis 7.0');
    expect(await digest(target)).toBe(before);
  });
});

describe.skipIf(!keydbBinary())('from KeyDB', () => {
  it('fills KeyDB, members with their expiry too, and Redis', async () => {
    const source = await keep(startKeyDb());
    await fill(source, { product: 'keydb' });
    const file = await savedFile(source);
    const keys = await countKeys(source);
    const target = await keep(startKeyDb());
    await dirty(target);
    whole(await restoreInto(target, file), keys);
    expect(await differences(source, target)).toEqual([]);

    const redis = await keep(startRedis());
    const facts = await restoreInto(redis, file);
    expect(facts).toMatchObject({ keys });
    expect(facts.differences).toEqual(['1 member of collections no longer expire: only KeyDB keeps that.']);
  });
});

describe.skipIf(!dragonflyBinary())('from Dragonfly', () => {
  it('fills Dragonfly, with its own types', async () => {
    const source = await keep(startDragonfly());
    await fill(source, { product: 'dragonfly', ownTypes: true });
    const file = await savedDragonflyFile(source);
    const keys = await countKeys(source);
    const target = await keep(startDragonfly());
    await dirty(target);
    whole(await restoreInto(target, file), keys);
    expect(await differences(source, target)).toEqual([]);

    const valkey = await keep(startValkey());
    await expect(restoreInto(valkey, file)).rejects.toThrow(/\(type 30\) cannot be loaded by Valkey 9/);
  });
});
