import { typeWord } from '#lib/engines/redis/rdb/rdb-types';
import type { Batch } from './batch.ts';
import type { Label } from './label.ts';

const DIGIT_0 = 0x30;
const CARRIAGE_RETURN = 0x0d;

/** The number behind a `*` or `$`, and where its line ends. */
const readCount = (bytes: Buffer, at: number): { value: number; next: number } => {
  let value = 0;
  let next = at + 1;
  for (; bytes[next] !== CARRIAGE_RETURN; next += 1) value = value * 10 + bytes[next]! - DIGIT_0;
  return { value, next: next + 2 };
};

const readArguments = (bytes: Buffer, at: number): { args: Buffer[]; next: number } => {
  const head = readCount(bytes, at);
  const args: Buffer[] = [];
  let { next } = head;
  for (let i = 0; i < head.value; i += 1) {
    const length = readCount(bytes, next);
    args.push(bytes.subarray(length.next, length.next + length.value));
    next = length.next + length.value + 2;
  }
  return { args, next };
};

const libraryName = (code: Buffer): string => {
  const name = /^#!\w+\s+name=(\S+)/i.exec(code.subarray(0, 200).toString('latin1'))?.[1];
  return name ? `the function library ${name}` : 'a function library';
};

const labelOf = (args: readonly Buffer[]): Label => {
  const name = args[0]!.toString('latin1');
  if (name === 'RESTORE') {
    const code = args[3]![0]!;
    return { key: Buffer.from(args[1]!), type: typeWord(code) ?? `type ${code}` };
  }
  if (name === 'FUNCTION') return { key: null, type: libraryName(args.at(-1)!) };
  if (name === 'PEXPIREMEMBERAT') return { key: Buffer.from(args[1]!), type: 'expiry of a member' };
  return { key: null, type: args.map((arg) => arg.toString('latin1')).join(' ') };
};

/** What the command is for whose reply is the batch's `index`-th. */
export const commandInBatch = (batch: Batch, index: number): Label => {
  let at = 0;
  for (let skipped = 0; skipped < index; skipped += 1) at = readArguments(batch.bytes, at).next;
  return labelOf(readArguments(batch.bytes, at).args);
};
