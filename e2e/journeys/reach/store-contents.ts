import { type Reply, ReplyError } from '#lib/engines/redis/resp/reply';
import { type Keyspace, keyspaceDifferences, readKeyspace } from '../../data/keyspace-digest.ts';
import { endpointOf, type Reached, withConnection } from '../../data/restoring.ts';
import { expect } from '../../setup/test.ts';

/** Everything that a store holds, read from the store itself. */
export type StoreContents = {
  /** The server's own digest over all databases; null where it has none. */
  digest: string | null;
  /** Libraries with their code, by name; null where the server has no functions. */
  functions: string | null;
  /** Every key with its contents and its expiry, by our own reading. */
  keyspace: Keyspace;
};

const words = (reply: Reply): unknown => {
  if (Buffer.isBuffer(reply)) return reply.toString('latin1');
  if (Array.isArray(reply)) return reply.map(words);
  return typeof reply === 'bigint' ? String(reply) : reply;
};

const inOrder = (libraries: unknown): string =>
  JSON.stringify((libraries as unknown[]).map((library) => JSON.stringify(library)).sort());

export const storeContents = async (server: Reached): Promise<StoreContents> => {
  const keyspace = await readKeyspace(endpointOf(server));
  return await withConnection(server, async (connection) => {
    const digest = await connection.tryCall(['DEBUG', 'DIGEST']);
    const functions = await connection.tryCall(['FUNCTION', 'LIST', 'WITHCODE']);
    return {
      digest: digest instanceof ReplyError ? null : String(words(digest)),
      functions: functions instanceof ReplyError ? null : inOrder(words(functions)),
      keyspace,
    };
  });
};

/** Every key, value, expiry and function of the one is in the other, and nothing else. */
export const expectSameContents = (found: StoreContents, wanted: StoreContents): void => {
  expect(keyspaceDifferences(found.keyspace, wanted.keyspace)).toEqual([]);
  expect(found.keyspace.size).toBe(wanted.keyspace.size);
  expect(found.functions).toBe(wanted.functions);
  expect(found.digest).toBe(wanted.digest);
};
