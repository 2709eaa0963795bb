/**
 * What the parser tells while it reads, in the order of the wire. Whatever arrives inside an array follows its
 * `array(count)`. A chunk is only valid during the call: who keeps bytes copies them.
 */
export type RespHandler = {
  status(text: string): void;
  error(text: string): void;
  /** Safe integers as numbers; larger ones as bigint. */
  integer(value: number | bigint): void;
  /** Also RESP3's doubles and booleans. */
  scalar?(value: number | boolean): void;
  /** A whole bulk string: `chunk[start, end)`. */
  bulk(chunk: Buffer, start: number, end: number): void;
  nil(): void;
  /** Maps count twice their pairs. */
  array(count: number): void;
  /**
   * A bulk string above the parser's threshold, in pieces. Without these three it is collected in memory, up to the
   * parser's limit.
   */
  bulkBegin?(length: number): void;
  bulkPiece?(chunk: Buffer, start: number, end: number): void;
  bulkEnd?(): void;
};
