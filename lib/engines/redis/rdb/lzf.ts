/** Expands one LZF block of which all bytes are there. Throws `malformed` when it does not give `length` bytes. */
export declare const lzfDecompress: (source: Uint8Array, length: number) => Uint8Array;

/** Expands an LZF block that comes in pieces; holds 8 KiB of history and one output piece. */
export declare class LzfStream {
  /** `sink` gets pieces that it may keep. */
  constructor(length: number, sink: (piece: Uint8Array) => void);
  write(chunk: Uint8Array, start?: number, end?: number): void;
  /** Throws `malformed` when the expanded bytes are fewer than announced. */
  end(): void;
}
