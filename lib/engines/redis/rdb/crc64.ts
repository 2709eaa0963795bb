import { fillCrc64Tables, SLICES } from './crc64-tables.ts';
import { assembleCrc64, STATE_AT, WINDOW_AT, WINDOW_BYTES } from './crc64-wasm.ts';

const start = () => {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(assembleCrc64()));
  const { buffer } = exports.memory as WebAssembly.Memory;
  fillCrc64Tables(new Int32Array(buffer, 0, SLICES * 512));
  return {
    update: exports.update as (from: number, to: number) => void,
    memory: new Uint8Array(buffer),
    halves: new Int32Array(buffer, STATE_AT, 2),
  };
};

/** One for the process: no update is interrupted by another. */
const machine = start();

const readHalf = (bytes: Uint8Array, at: number): number =>
  bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);

/** CRC-64/Jones as Redis uses it: reflected, initial value 0, no final exclusive or. */
export class Crc64 {
  #low = 0;
  #high = 0;

  update(chunk: Uint8Array, start = 0, end: number = chunk.length): void {
    machine.halves[0] = this.#low;
    machine.halves[1] = this.#high;
    for (let from = start; from < end; from += WINDOW_BYTES) {
      const to = Math.min(end, from + WINDOW_BYTES);
      const whole = from === 0 && to === chunk.length;
      machine.memory.set(whole ? chunk : chunk.subarray(from, to), WINDOW_AT);
      machine.update(WINDOW_AT, WINDOW_AT + to - from);
    }
    this.#low = machine.halves[0]!;
    this.#high = machine.halves[1]!;
  }

  /** Eight bytes, little endian, of what was added so far. */
  bytes(): Uint8Array {
    const out = new Uint8Array(8);
    this.writeTo(out, 0);
    return out;
  }

  /** Puts the eight bytes into `out`; returns the offset behind them. */
  writeTo(out: Uint8Array, at: number): number {
    for (let byte = 0; byte < 4; byte += 1) {
      out[at + byte] = this.#low >>> (byte * 8);
      out[at + 4 + byte] = this.#high >>> (byte * 8);
    }
    return at + 8;
  }

  /** Whether the last eight bytes, from `at`, little endian, are the checksum of what was added so far. */
  equals(littleEndian: Uint8Array, at = 0): boolean {
    return (
      littleEndian.length === at + 8 &&
      readHalf(littleEndian, at) === this.#low &&
      readHalf(littleEndian, at + 4) === this.#high
    );
  }

  /** Begins anew, so that one object serves many payloads. */
  reset(): void {
    this.#low = 0;
    this.#high = 0;
  }
}

export const crc64 = (chunk: Uint8Array): Uint8Array => {
  const sum = new Crc64();
  sum.update(chunk);
  return sum.bytes();
};
