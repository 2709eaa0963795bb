import { Crc64 } from './crc64.ts';
import { leastRdbVersion, type RdbMagic } from './rdb-types.ts';

/** Bytes behind the value: version (2, little endian) and CRC-64 over all before it (8, little endian). */
export const FOOTER_BYTES = 10;
/** Bytes of a RESTORE payload that are not the value: the type byte and the footer. */
export const PAYLOAD_OVERHEAD = 1 + FOOTER_BYTES;

/** What every server of today takes, and what the payloads of old types are proven with. */
const USUAL_VERSION = 9;

/**
 * The footer version to write for a value of this type, out of those that a target accepts. Servers check a ceiling
 * only, so it is the lowest from 9 up that knows the type; for older servers the highest below 9. null: none fits.
 */
export const chooseFooterVersion = (
  type: number,
  accepted: readonly number[],
  magic: RdbMagic = 'REDIS',
): number | null => {
  const least = leastRdbVersion(type, magic);
  if (least === null) return null;
  const fitting = accepted.filter((version) => version >= least).sort((a, b) => a - b);
  return fitting.find((version) => version >= USUAL_VERSION) ?? fitting.at(-1) ?? null;
};

const checksum = new Crc64();

/**
 * Writes the footer of the payload (type byte and raw value) that stands at `start … at` of `out`;
 * returns the offset behind it.
 */
export const writeFooter = (
  out: Uint8Array,
  at: number,
  footer: { start: number; version: number },
): number => {
  out[at] = footer.version;
  out[at + 1] = footer.version >>> 8;
  checksum.reset();
  checksum.update(out, footer.start, at + 2);
  return checksum.writeTo(out, at + 2);
};
