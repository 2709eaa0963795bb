import { SLICES, TABLE_BYTES } from './crc64-tables.ts';

/** Where things lie in the module's memory. The checksum so far takes eight bytes behind the tables. */
export const STATE_AT = SLICES * TABLE_BYTES;
export const WINDOW_AT = STATE_AT + 64;
export const WINDOW_BYTES = 256 * 1024;
const PAGES = Math.ceil((WINDOW_AT + WINDOW_BYTES) / 65536);

// The instructions used, by their names in the WebAssembly specification; each gives its bytes.
const signed = (value: number): number[] => {
  const low = value & 127;
  const rest = value >> 7;
  return rest === 0 && low < 64 ? [low] : [low | 128, ...signed(rest)];
};
const unsigned = (value: number): number[] =>
  value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
const localGet = (index: number): number[] => [0x20, index];
const localSet = (index: number): number[] => [0x21, index];
const i32Const = (value: number): number[] => [0x41, ...signed(value)];
const i64Const = (value: number): number[] => [0x42, ...signed(value)];
const i64Load = (offset: number): number[] => [0x29, 0, ...unsigned(offset)];
const i64LoadByte = (offset: number): number[] => [0x31, 0, ...unsigned(offset)];
const i64Store = (offset: number): number[] => [0x37, 0, ...unsigned(offset)];
const I32_GREATER = [0x4b];
const I32_ADD = [0x6a];
const I32_AND = [0x71];
const I32_SHIFT_LEFT = [0x74];
const I64_XOR = [0x85];
const I64_SHIFT_RIGHT = [0x88];
const I32_WRAP = [0xa7];
const END = [0x0b];
/** Runs `body` until `leaveWhen` holds, which is asked first. */
const loopUntil = (leaveWhen: number[], body: number[]): number[] => [
  ...[0x02, 0x40, 0x03, 0x40],
  ...leaveWhen,
  ...[0x0d, 1],
  ...body,
  ...[0x0c, 0, ...END, ...END],
];

const I32 = 0x7f;
const I64 = 0x7e;
const FROM = 0;
const TO = 1;
const SUM = 2;
const FIRST = 3;
const SECOND = 4;

/** The entry of `table` for byte number `byte` of a 64-bit local. */
const entry = (local: number, byte: number, table: number): number[] => [
  ...localGet(local),
  ...(byte === 0 ? [] : [...i64Const(byte * 8), ...I64_SHIFT_RIGHT]),
  ...I32_WRAP,
  ...(byte === 7 ? [] : [...i32Const(255), ...I32_AND]),
  ...i32Const(3),
  ...I32_SHIFT_LEFT,
  ...i64Load(table * TABLE_BYTES),
];

const step = (bytes: number): number[] => [
  ...localGet(FROM),
  ...i32Const(bytes),
  ...I32_ADD,
  ...localSet(FROM),
];
const lessThanLeft = (bytes: number): number[] => [
  ...[...localGet(FROM), ...i32Const(bytes), ...I32_ADD],
  ...[...localGet(TO), ...I32_GREATER],
];

/** Sixteen bytes at a time: their first eight are mixed with the sum, then each byte has a table of its own. */
const takeSixteen = (): number[] => {
  const parts = Array.from({ length: SLICES }, (_, byte) =>
    entry(byte < 8 ? FIRST : SECOND, byte & 7, SLICES - 1 - byte),
  );
  return [
    ...[...localGet(FROM), ...i64Load(0), ...localGet(SUM), ...I64_XOR, ...localSet(FIRST)],
    ...[...localGet(FROM), ...i64Load(8), ...localSet(SECOND)],
    ...parts.flatMap((part, index) => (index === 0 ? part : [...part, ...I64_XOR])),
    ...localSet(SUM),
    ...step(SLICES),
  ];
};

const takeOne = (): number[] => [
  ...[...localGet(FROM), ...i64LoadByte(0), ...localGet(SUM), ...I64_XOR, ...localSet(FIRST)],
  ...entry(FIRST, 0, 0),
  ...[...localGet(SUM), ...i64Const(8), ...I64_SHIFT_RIGHT, ...I64_XOR, ...localSet(SUM)],
  ...step(1),
];

const section = (id: number, body: number[]): number[] => [id, ...unsigned(body.length), ...body];
const name = (text: string): number[] => [text.length, ...Buffer.from(text)];

/**
 * Assembles `update(from, to)`: adds the bytes `from … to` of the exported `memory` to the checksum at `STATE_AT`.
 * In WebAssembly the sum is one 64-bit value instead of two halves, which is worth a factor of 1.6.
 */
export const assembleCrc64 = (): Uint8Array<ArrayBuffer> => {
  const code = [
    ...[2, 1, I64, 2, I64],
    ...[...i32Const(STATE_AT), ...i64Load(0), ...localSet(SUM)],
    ...loopUntil(lessThanLeft(SLICES), takeSixteen()),
    ...loopUntil(lessThanLeft(1), takeOne()),
    ...[...i32Const(STATE_AT), ...localGet(SUM), ...i64Store(0)],
    ...END,
  ];
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 2, I32, I32, 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, PAGES]),
    ...section(7, [2, ...name('memory'), 2, 0, ...name('update'), 0, 0]),
    ...section(10, [1, ...unsigned(code.length), ...code]),
  ]);
};
