/** Takes the elements of one value in order, each announced with its length, its bytes in any number of parts. */
export type PieceSink = {
  begin(length: number): void;
  /** A view: good during the call. */
  piece(chunk: Uint8Array, start: number, end: number): void;
  end(): void;
  /** Sorted sets: score of the member that has just ended, as the server reads it. */
  score?(text: string): void;
  /** Hashes: when the field of the pair that has just ended expires, Unix milliseconds. */
  fieldExpiry?(at: number): void;
};

/** A whole element at once. */
export const giveElement = (sink: PieceSink, bytes: Uint8Array): void => {
  sink.begin(bytes.length);
  sink.piece(bytes, 0, bytes.length);
  sink.end();
};
