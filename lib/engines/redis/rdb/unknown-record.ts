import { AmberError } from '#lib/domain/errors';
import { OPCODE } from './rdb-opcodes.ts';

const MODULE_PRE_RELEASE = 6;

const meaningOf = (code: number): string => {
  if (code === MODULE_PRE_RELEASE) return 'a module value as the release candidates of Redis 4.0 wrote it';
  if (code === OPCODE.functionPreRelease) return 'a function as the release candidates of Redis 7.0 wrote it';
  if (code >= 200 && code <= 224) return "a record of Dragonfly's own snapshot format";
  return 'not a type that this version knows';
};

/** A type or opcode that cannot be stepped over: nothing behind it can be read. */
export const unknownRecord = (code: number, offset: number): AmberError =>
  new AmberError('unknown-type', `Type ${code} at byte ${offset} of the RDB file is ${meaningOf(code)}.`, {
    offset,
  });
