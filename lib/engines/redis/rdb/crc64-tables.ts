/** Reflected polynomial of CRC-64/Jones (D. T. Jones, 2002), low and high half. */
const POLYNOMIAL_LOW = 0xac4bc9b5 | 0;
const POLYNOMIAL_HIGH = 0x95ac9329 | 0;

/** How many bytes one step of the fastest loop takes in. */
export const SLICES = 16;
/** Bytes of one table of 256 entries of 64 bits. */
export const TABLE_BYTES = 256 * 8;

/**
 * Fills the tables of the slicing method (Kounavis and Berry, 2005): entry `i` of table `t` is the checksum of
 * byte `i` followed by `t` zero bytes, as its low and its high 32 bits.
 */
export const fillCrc64Tables = (words: Int32Array): void => {
  for (let byte = 0; byte < 256; byte += 1) {
    let low = byte;
    let high = 0;
    for (let bit = 0; bit < 8; bit += 1) {
      const carry = low & 1;
      low = (low >>> 1) | (high << 31);
      high >>>= 1;
      if (carry) {
        low ^= POLYNOMIAL_LOW;
        high ^= POLYNOMIAL_HIGH;
      }
    }
    words[byte * 2] = low;
    words[byte * 2 + 1] = high;
  }
  for (let at = 512; at < SLICES * 512; at += 2) {
    const low = words[at - 512]!;
    const high = words[at - 511]!;
    const entry = (low & 255) * 2;
    words[at] = ((low >>> 8) | (high << 24)) ^ words[entry]!;
    words[at + 1] = (high >>> 8) ^ words[entry + 1]!;
  }
};
