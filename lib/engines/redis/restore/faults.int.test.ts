import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AmberError } from '#lib/domain/errors';
import {
  fromSecondReading,
  recordedRun,
  restoreInto,
  savedFile,
  send,
  sourceUpTo,
  sourceWithStop,
} from '../../../../e2e/data/restoring.ts';
import { startRedis } from '../../../../e2e/servers/redis.ts';
import { holdsOld, KEYS, smallKeys } from './small-keys.fixture.ts';

const { rack, save, startTarget } = smallKeys();
let file: string;
beforeAll(async () => {
  file = await save();
});
afterAll(rack.stop);

const endEarly = async () => {};
const failToRead = () => Promise.reject(new AmberError('artefact-missing', 'The backup was deleted'));

describe('after the target was touched', () => {
  it('says incomplete when the target dies, and restores when it is asked again', async () => {
    const target = await startTarget();
    const run = recordedRun(({ phase, keys }) => {
      if (phase === 'Loading' && keys > 0) process.kill(target.pid, 'SIGKILL');
    });
    const restoring = restoreInto(target, file, { run });
    await expect(restoring).rejects.toMatchObject({ code: 'restore-incomplete' });
    await expect(restoring).rejects.toThrow(
      /^The restore broke off after [\d,]+ keys: 127\.0\.0\.1:\d+ .* Restore again\.$/,
    );
    const again = await startTarget();
    expect(await restoreInto(again, file)).toMatchObject({ keys: KEYS, differences: [] });
  });

  it('names the key that no memory was left for', async () => {
    const target = await startTarget(['--maxmemory', '12mb']);
    const restoring = restoreInto(target, file);
    await expect(restoring).rejects.toMatchObject({ code: 'restore-incomplete' });
    await expect(restoring).rejects.toThrow(
      /^The target refused key "key:\d+" \(string\): OOM command not allowed when used memory > 'maxmemory'\. Raise the target's maxmemory, then restore again\.$/,
    );
  });

  it.each([
    ['ends early', endEarly, /The RDB file ends after 2000000 bytes/],
    ['fails', failToRead, /The backup was deleted\. Restore again/],
  ])('says incomplete when the source %s', async (_what, then, words) => {
    const target = await startTarget();
    const source = fromSecondReading(file, sourceUpTo(file, 2_000_000, then));
    const restoring = restoreInto(target, file, { source });
    await expect(restoring).rejects.toMatchObject({ code: 'restore-incomplete' });
    await expect(restoring).rejects.toThrow(words);
  });

  it('names the key that another refusal met', async () => {
    const target = await startTarget();
    // It becomes a replica in the middle, which takes no writes.
    const slow = sourceWithStop(file, 1_000_000, () => send(target, ['REPLICAOF', '127.0.0.1', 1]));
    const restoring = restoreInto(target, file, { source: fromSecondReading(file, slow) });
    await expect(restoring).rejects.toThrow(
      /^The target refused key "key:\d+" \(string\): READONLY .*restore into its master\.$/,
    );
  });
});

describe('before the target is touched', () => {
  it.each([
    ['ends early', endEarly, 'truncated'],
    ['fails', failToRead, 'artefact-missing'],
  ])('keeps the code and the data when the source %s', async (_what, then, code) => {
    const target = await startTarget();
    const restoring = restoreInto(target, file, { source: sourceUpTo(file, 2_000_000, then) });
    await expect(restoring).rejects.toMatchObject({ code });
    await holdsOld(target);
  });

  it('keeps the code and the data when the touch cannot be recorded', async () => {
    const target = await startTarget();
    const beforeTouch = () => Promise.reject(new AmberError('fenced', 'Another attempt runs'));
    await expect(restoreInto(target, file, { beforeTouch })).rejects.toMatchObject({ code: 'fenced' });
    await holdsOld(target);
  });

  it('refuses a method that is not built', async () => {
    const target = await startTarget();
    await expect(restoreInto(target, file, { method: 'push' })).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await holdsOld(target);
  });

  it('refuses a user who may not select every database', async () => {
    const target = await startTarget();
    const other = await rack.keep(startRedis());
    await send(other, ['SELECT', 4], ['SET', 'key', 'value']);
    const rights = ['-@all', '+ping', '+info', '+get', '+flushall', '+restore'];
    await send(target, ['ACL', 'SETUSER', 'default', 'resetkeys', '~*', ...rights]);
    const restoring = restoreInto(target, await savedFile(other));
    await expect(restoring).rejects.toMatchObject({ code: 'preflight-refused' });
    await expect(restoring).rejects.toThrow(
      /select database 4 \(NOPERM .* Grant it: ACL SETUSER <user> \+select/,
    );
    await holdsOld(target);
  });

  it('refuses a replica', async () => {
    const target = await startTarget();
    await send(target, ['REPLICAOF', '127.0.0.1', 1]);
    const restoring = restoreInto(target, file);
    await expect(restoring).rejects.toMatchObject({ code: 'preflight-refused' });
    await holdsOld(target);
  });
});
