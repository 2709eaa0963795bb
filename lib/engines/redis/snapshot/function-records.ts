import type { RedisProbe } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';
import { replyFailure } from '../connection/connection-errors.ts';
import type { RedisConnection } from '../connection/redis-connection.ts';
import { FOOTER_BYTES } from '../rdb/dump-payload.ts';
import { functionBytes, writeFunction } from '../rdb/rdb-writer.ts';
import { type Reply, ReplyError, replyText } from '../resp/reply.ts';
import { PayloadCheck } from './payload-check.ts';

const NONE = Buffer.alloc(0);

const isUnknown = (reply: ReplyError): boolean =>
  /unknown (sub)?command|wrong number of arguments/i.test(reply.message);

const codeOf = (library: Reply): Buffer | null => {
  if (!Array.isArray(library)) return null;
  const at = library.findIndex((field, i) => i % 2 === 0 && replyText(field) === 'library_code');
  const code = library[at + 1];
  return at >= 0 && Buffer.isBuffer(code) ? code : null;
};

const fromList = (libraries: Reply[]): Buffer => {
  const codes = libraries.map(codeOf).filter((code) => code !== null);
  const out = Buffer.alloc(codes.reduce((sum, code) => sum + functionBytes(code), 0));
  let at = 0;
  for (const code of codes) at = writeFunction(out, at, code);
  return out;
};

/**
 * The function libraries of a server as records of an RDB file; empty where it knows no functions. FUNCTION DUMP gives
 * these records with a payload's footer behind them; where only listing is allowed they are made from the sources.
 */
export const readFunctionRecords = async (
  connection: RedisConnection,
  { product }: Pick<RedisProbe, 'product'>,
): Promise<Buffer> => {
  // It has the commands and no functions: a user without the right to them lacks nothing.
  if (product === 'dragonfly') return NONE;
  const dump = await connection.tryCall(['FUNCTION', 'DUMP']);
  if (Buffer.isBuffer(dump)) {
    if (dump.length < FOOTER_BYTES || !new PayloadCheck().isWhole(dump, 0, dump.length)) {
      throw new AmberError('store-protocol', `The functions of ${connection.name} arrived damaged.`);
    }
    return dump.subarray(0, dump.length - FOOTER_BYTES);
  }
  if (dump instanceof ReplyError && isUnknown(dump)) return NONE;
  const list = await connection.tryCall(['FUNCTION', 'LIST', 'WITHCODE']);
  if (Array.isArray(list)) return fromList(list);
  if (list instanceof ReplyError)
    throw replyFailure(connection.name, list, 'FUNCTION DUMP, which a complete backup needs');
  return NONE;
};
