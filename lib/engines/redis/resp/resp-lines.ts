import { RespError } from './resp-error.ts';

/** Above what any server of the family sends: a Dragonfly value of 1.1 GB has been seen. */
const MAX_LENGTH = 2 ** 40;
const CR = 13;
const LF = 10;

/** Offset of the CR that ends the line, or -1 when its LF is not in the chunk. */
export const endOfLine = (chunk: Buffer, at: number, end: number): number => {
  // Headers are a few bytes long: a loop beats a call into native code.
  const near = Math.min(end - 1, at + 24);
  for (let i = at + 1; i < near; i += 1) {
    if (chunk[i] === CR) return terminated(chunk, i);
  }
  if (near === end - 1) return -1;
  const far = chunk.indexOf(CR, near);
  return far < 0 || far === end - 1 ? -1 : terminated(chunk, far);
};

const terminated = (chunk: Buffer, cr: number): number => {
  if (chunk[cr + 1] !== LF) throw new RespError('a line ends without LF');
  return cr;
};

/** -1 or a count of bytes or elements. */
export const readLength = (chunk: Buffer, at: number, end: number): number => {
  const value = readInteger(chunk, at, end);
  if (typeof value !== 'number' || value < -1 || value > MAX_LENGTH)
    throw new RespError('an impossible length');
  return value;
};

export const readInteger = (chunk: Buffer, at: number, end: number): number | bigint => {
  const negative = chunk[at] === 45;
  let i = negative || chunk[at] === 43 ? at + 1 : at;
  if (i === end || end - i > 20) throw new RespError('a number is malformed');
  const first = i;
  let value = 0;
  for (; i < end; i += 1) {
    const digit = chunk[i]! - 48;
    if (digit < 0 || digit > 9) throw new RespError('a number is malformed');
    value = value * 10 + digit;
  }
  if (value > Number.MAX_SAFE_INTEGER) {
    const exact = BigInt(chunk.toString('latin1', first, end));
    return negative ? -exact : exact;
  }
  return negative ? -value : value;
};

export const readDouble = (text: string): number => {
  if (text === 'inf') return Number.POSITIVE_INFINITY;
  if (text === '-inf') return Number.NEGATIVE_INFINITY;
  if (text === 'nan') return Number.NaN;
  if (!/^[-+]?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(text)) throw new RespError('a number is malformed');
  return Number(text);
};
