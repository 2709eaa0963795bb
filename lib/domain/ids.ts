/** Ids of the catalogue: a three-letter prefix and lower-case base-32 letters, safe in paths, URLs and file names. */
export type DataStoreId = `dst_${string}`;
export type BackupId = `bkp_${string}`;
export type RestoreId = `rst_${string}`;
/** A UUID (version 7): it is the id of the queue's job too. */
export type OperationId = string;

const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789';
export const ID_PATTERN = /^(dst|bkp|rst)_[a-z2-9]{9,16}$/;

/** Of the web platform: the domain runs in browsers too. */
const randomBytes = (count: number): Uint8Array => crypto.getRandomValues(new Uint8Array(count));

const letters = (count: number): string =>
  Array.from(randomBytes(count), (byte) => ALPHABET[byte & 31]).join('');

export const newDataStoreId = (): DataStoreId => `dst_${letters(12)}`;
export const newBackupId = (): BackupId => `bkp_${letters(14)}`;
export const newRestoreId = (): RestoreId => `rst_${letters(14)}`;

/** RFC 9562 UUID version 7: sortable by time, good as a pg-boss job id. */
export const newOperationId = (now: number = Date.now()): OperationId => {
  const bytes = randomBytes(16);
  for (let at = 0; at < 6; at += 1) bytes[at] = Math.floor(now / 2 ** (40 - 8 * at)) & 0xff;
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};
