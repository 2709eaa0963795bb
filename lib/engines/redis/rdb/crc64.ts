/** CRC-64/Jones as Redis uses it. */
export class Crc64 {
  update(_chunk: Uint8Array, _start?: number, _end?: number): void {}
  /** Eight bytes, little endian, of what was added so far. */
  bytes(): Uint8Array {
    return new Uint8Array(8);
  }
  equals(_littleEndian: Uint8Array): boolean {
    return false;
  }
}
export const crc64 = (_chunk: Uint8Array): Uint8Array => new Uint8Array(8);
