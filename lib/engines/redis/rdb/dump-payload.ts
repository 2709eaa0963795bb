/** Bytes of a RESTORE payload that are not the value: type, version, checksum. */
export const PAYLOAD_OVERHEAD = 11;

/** Bytes that follow the value in a payload: version (2) and checksum (8). */
export const FOOTER_BYTES = 10;

/** The footer version to write for a value of this type, out of those that a target accepts; null: none fits. */
export const chooseFooterVersion = (
  _type: number,
  _accepted: readonly number[],
  _magic: 'REDIS' | 'VALKEY' = 'REDIS',
): number | null => null;

/** Writes the footer behind a payload whose type and value stand at `start … at` of `out`; returns the new offset. */
export const writeFooter = (
  _out: Uint8Array,
  at: number,
  _footer: { start: number; version: number },
): number => at;

export type DumpPayload = {
  type: number;
  version: number;
  /** Where the raw value begins and ends in the payload. */
  start: number;
  end: number;
};

/** Takes a DUMP reply apart and checks its checksum. Throws `malformed`, `checksum`, `unknown-type`. */
export const readDumpPayload = (_payload: Uint8Array): DumpPayload => {
  throw new Error('being written');
};
