import { expect } from 'vitest';
import { fillSmallKeys } from '../../../../e2e/data/every-type.ts';
import { savedFile, send, serverRack, withConnection } from '../../../../e2e/data/restoring.ts';
import { startRedis } from '../../../../e2e/servers/redis.ts';
import type { TestServer } from '../../../../e2e/servers/server-process.ts';

/** Enough that a restore is still under way when a test does something to it. */
export const KEYS = 200_000;

/** The servers of one test file, which ends them with `rack.stop`. */
export const smallKeys = () => {
  const rack = serverRack();
  return {
    rack,
    /** A file of `KEYS` small keys, as a server saved it. */
    save: async (): Promise<string> => {
      const source = await rack.keep(startRedis());
      await withConnection(source, (connection) => fillSmallKeys(connection, KEYS));
      return await savedFile(source);
    },
    /** A target that holds one key of its own. */
    startTarget: async (args: readonly string[] = []): Promise<TestServer> => {
      const target = await rack.keep(startRedis({ args }));
      await send(target, ['SET', 'old', 'data']);
      return target;
    },
  };
};

/** Nothing of the target was touched. */
export const holdsOld = async (target: TestServer): Promise<void> =>
  expect(await send(target, ['GET', 'old'])).toEqual(Buffer.from('data'));
