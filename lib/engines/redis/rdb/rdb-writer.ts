/** Every writer puts its part into `out` at `at` and returns the offset behind it; the size functions say how much. */
export const RDB_HEADER_BYTES = 9;
export const RDB_END_BYTES = 9;
export const EXPIRY_BYTES = 9;

export declare const writeRdbHeader: (out: Uint8Array, at: number, magic: 'REDIS' | 'VALKEY', version: number) => number;
export declare const lengthBytes: (length: number) => number;
export declare const writeLength: (out: Uint8Array, at: number, length: number) => number;
export declare const auxBytes: (name: string, value: string) => number;
export declare const writeAux: (out: Uint8Array, at: number, name: string, value: string) => number;
export declare const selectDbBytes: (database: number) => number;
export declare const writeSelectDb: (out: Uint8Array, at: number, database: number) => number;
export declare const resizeDbBytes: (keys: number, expires: number) => number;
export declare const writeResizeDb: (out: Uint8Array, at: number, keys: number, expires: number) => number;
export declare const functionBytes: (code: Uint8Array) => number;
export declare const writeFunction: (out: Uint8Array, at: number, code: Uint8Array) => number;
export declare const writeExpiry: (out: Uint8Array, at: number, expireAt: number) => number;
/** Type byte and key: the raw value follows. */
export declare const keyPrefixBytes: (key: Uint8Array) => number;
export declare const writeKeyPrefix: (out: Uint8Array, at: number, type: number, key: Uint8Array) => number;
/** EOF opcode; the checksum over all bytes up to and with it follows as eight bytes (`Crc64.bytes()`). */
export declare const writeEof: (out: Uint8Array, at: number) => number;
