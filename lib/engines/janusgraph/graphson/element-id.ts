import { randomBytes } from 'node:crypto';

/** An id as 64 bits: a number is itself; a text is a keyed hash of itself, so that nobody can make two of them meet. */
export type IdKey = { kind: 'number' | 'text'; high: number; low: number };

const TWO_32 = 2 ** 32;

const numberKey = (digits: string): IdKey => {
  if (digits.length <= 15) {
    const value = Number(digits);
    const high = Math.floor(value / TWO_32);
    return { kind: 'number', high: high | 0, low: (value - high * TWO_32) | 0 };
  }
  const value = BigInt.asIntN(64, BigInt(digits));
  return { kind: 'number', high: Number(value >> 32n), low: Number(BigInt.asIntN(32, value)) };
};

const SEED = randomBytes(8);
const SEEDS = [SEED.readInt32LE(0), SEED.readInt32LE(4)] as const;

/** MurmurHash3's mixing of each code unit and its finish, from a secret seed. */
const hash = (text: string, seed: number): number => {
  let h = seed;
  for (let i = 0; i < text.length; i += 1) {
    const k = Math.imul(text.charCodeAt(i), 0xcc9e2d51);
    h = Math.imul(h ^ Math.imul((k << 15) | (k >>> 17), 0x1b873593), 5) + 0xe6546b64;
    h = (h << 13) | (h >>> 19);
  }
  h = Math.imul(h ^ text.length ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
};

/** @param number digits of a numeric id, or undefined @param text the JSON text of one that is a string */
export const idKey = (number: string | undefined, text: string | undefined): IdKey =>
  number !== undefined
    ? numberKey(number)
    : { kind: 'text', high: hash(text ?? '', SEEDS[0]), low: hash(text ?? '', SEEDS[1]) };

/** A 64-bit number back in decimal. */
export const decimal = (high: number, low: number): string => {
  const value = high * TWO_32 + (low >>> 0);
  return Number.isSafeInteger(value) ? String(value) : String((BigInt(high) << 32n) | BigInt(low >>> 0));
};
