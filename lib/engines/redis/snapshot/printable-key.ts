const LONGEST = 80;

/** A key for a message: in quotes, bytes that are no printable ASCII as `\xNN`, cut when long. */
export const printableKey = (key: Uint8Array): string => {
  const cut = Array.from(key.subarray(0, LONGEST), (byte) =>
    byte < 0x20 || byte > 0x7e || byte === 0x22 || byte === 0x5c
      ? `\\x${byte.toString(16).padStart(2, '0')}`
      : String.fromCharCode(byte),
  );
  return `"${cut.join('')}${key.length > LONGEST ? '…' : ''}"`;
};
