import { AmberError } from '#lib/domain/errors';
import { Crc64 } from './crc64.ts';
import { isKnownType, leastRdbVersion, type RdbMagic } from './rdb-types.ts';

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

export type DumpPayload = {
  type: number;
  /** RDB version in the footer. */
  version: number;
  /** Where the raw value begins and ends in the payload. */
  start: number;
  end: number;
};

/**
 * Takes a reply of DUMP apart and checks its checksum. KeyDB puts an aux field behind the value: it belongs to
 * `start … end` and may stand there in an RDB file too. Throws `malformed`, `checksum` and `unknown-type` (the byte
 * is no type, or a module of Redis 8.6 attached metadata to the key, which cannot be carried along).
 */
export const readDumpPayload = (payload: Uint8Array, magic: RdbMagic = 'REDIS'): DumpPayload => {
  const end = payload.length - FOOTER_BYTES;
  if (end < 2) throw new AmberError('malformed', `A DUMP payload of ${payload.length} bytes is too short.`);
  checksum.reset();
  checksum.update(payload, 0, end + 2);
  if (!checksum.equals(payload, end + 2))
    throw new AmberError('checksum', 'The checksum of a DUMP payload does not fit its bytes.');
  const type = payload[0]!;
  if (!isKnownType(type, magic))
    throw new AmberError('unknown-type', `A DUMP payload has the unknown type ${type}.`, { offset: 0 });
  return { type, version: payload[end]! | (payload[end + 1]! << 8), start: 1, end };
};
