/** Puts pieces of RESP into a buffer; every function returns the offset behind what it wrote. */

export const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** Below this a loop is faster than a call that needs a view. */
const LOOP_BYTES = 48;

export const putBytes = (
  out: Uint8Array,
  at: number,
  from: Uint8Array,
  start: number,
  end: number,
): number => {
  const length = end - start;
  if (length > LOOP_BYTES) {
    out.set(start === 0 && end === from.length ? from : from.subarray(start, end), at);
  } else {
    for (let i = 0; i < length; i += 1) out[at + i] = from[start + i]!;
  }
  return at + length;
};

/** Longest decimal number of a safe integer. */
export const MOST_DIGITS = 16;

export const digitsOf = (value: number): number => {
  let digits = 1;
  for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) digits += 1;
  return digits;
};

/** A non-negative integer in decimal. */
export const putNumber = (out: Uint8Array, at: number, value: number): number => {
  const end = at + digitsOf(value);
  let rest = value;
  for (let i = end - 1; i >= at; i -= 1) {
    const tenth = Math.floor(rest / 10);
    out[i] = 0x30 + rest - tenth * 10;
    rest = tenth;
  }
  return end;
};

export const putLineEnd = (out: Uint8Array, at: number): number => {
  out[at] = 0x0d;
  out[at + 1] = 0x0a;
  return at + 2;
};

/** `$<length>\r\n` */
export const putBulkHead = (out: Uint8Array, at: number, length: number): number => {
  out[at] = 0x24;
  return putLineEnd(out, putNumber(out, at + 1, length));
};

/** A bulk string with its head and line end. */
export const putBulk = (out: Uint8Array, at: number, from: Uint8Array): number =>
  putLineEnd(out, putBytes(out, putBulkHead(out, at, from.length), from, 0, from.length));

/** Bytes that a bulk string of this length takes at most. */
export const bulkBytes = (length: number): number => length + MOST_DIGITS + 5;
