import { AmberError } from '#lib/domain/errors';

/*
 * LZF (Marc Lehmann's LibLZF, the compression of strings in RDB files). A control byte below 32 is followed by that
 * many literals and one more. Above, its upper three bits and, if they are 7, one byte more give the length less 2 of
 * a copy, its lower five bits and one byte the distance less 1: at most 8 KiB back.
 */
const HISTORY = 8192;
/** A copy of three bytes gives at most 264. */
const MOST_GAIN = 88;
const PIECE = 64 * 1024;

const damaged = (what: string): AmberError =>
  new AmberError('malformed', `A compressed string is damaged: ${what}.`);
const checkLength = (compressed: number, length: number): void => {
  if (length > compressed * MOST_GAIN) throw damaged(`${compressed} bytes cannot expand to ${length}`);
};

/** Copies within `out` byte by byte where source and target overlap: then the copy repeats itself. */
const copyBack = (out: Uint8Array, at: number, distance: number, length: number): void => {
  const from = at - distance;
  if (length > 16 && distance >= length) out.copyWithin(at, from, from + length);
  else for (let index = 0; index < length; index += 1) out[at + index] = out[from + index]!;
};

/** Expands a block of which all bytes are there. Throws `malformed` unless it gives exactly `length` bytes. */
export const lzfDecompress = (source: Uint8Array, length: number): Uint8Array => {
  checkLength(source.length, length);
  const out = new Uint8Array(length);
  const end = source.length;
  let from = 0;
  let at = 0;
  while (from < end) {
    const control = source[from++]!;
    if (control < 32) {
      const literals = control + 1;
      if (from + literals > end || at + literals > length) throw damaged('its literals go beyond its end');
      for (let index = 0; index < literals; index += 1) out[at + index] = source[from + index]!;
      from += literals;
      at += literals;
    } else {
      let copied = (control >>> 5) + 2;
      if (copied === 9) copied += source[from++] ?? 0;
      if (from >= end) throw damaged('it ends within a copy');
      const distance = (((control & 31) << 8) | source[from++]!) + 1;
      if (distance > at || at + copied > length) throw damaged('a copy goes beyond its bounds');
      copyBack(out, at, distance, copied);
      at += copied;
    }
  }
  if (at !== length) throw damaged(`it gives ${at} bytes instead of ${length}`);
  return out;
};

const STAGE = { control: 0, literals: 1, length: 2, distance: 3 } as const;

/**
 * Expands a block that comes in pieces, with 8 KiB of history and one output piece in memory. `sink` gets pieces of at
 * most 72 KiB, in order, that are its own to keep. Throws `malformed` as soon as the block cannot be right.
 */
export class LzfStream {
  readonly #length: number;
  readonly #sink: (piece: Uint8Array) => void;
  readonly #out = new Uint8Array(HISTORY + PIECE);
  #at = 0;
  #given = 0;
  #produced = 0;
  #stage: number = STAGE.control;
  /** Literals still to come, or the length of the copy being read. */
  #count = 0;
  #high = 0;

  constructor(length: number, sink: (piece: Uint8Array) => void) {
    this.#length = length;
    this.#sink = sink;
  }

  write(chunk: Uint8Array, start = 0, end: number = chunk.length): void {
    let from = start;
    while (from < end) {
      if (this.#stage === STAGE.literals) from = this.#literals(chunk, from, end);
      else this.#control(chunk[from++]!);
    }
  }

  /** Hands over what is left; throws `malformed` when it is fewer bytes than announced. */
  end(): void {
    if (this.#stage !== STAGE.control || this.#produced !== this.#length)
      throw damaged(`it gives ${this.#produced} bytes instead of ${this.#length}`);
    this.#give();
  }

  #control(byte: number): void {
    if (this.#stage === STAGE.control) {
      this.#count = byte < 32 ? byte + 1 : (byte >>> 5) + 2;
      this.#high = (byte & 31) << 8;
      this.#stage = byte < 32 ? STAGE.literals : this.#count === 9 ? STAGE.length : STAGE.distance;
    } else if (this.#stage === STAGE.length) {
      this.#count += byte;
      this.#stage = STAGE.distance;
    } else {
      this.#stage = STAGE.control;
      this.#copy((this.#high | byte) + 1);
    }
  }

  #literals(chunk: Uint8Array, from: number, end: number): number {
    const take = Math.min(this.#count, end - from);
    this.#makeRoom(take);
    for (let index = 0; index < take; index += 1) this.#out[this.#at + index] = chunk[from + index]!;
    this.#at += take;
    this.#count -= take;
    if (this.#count === 0) this.#stage = STAGE.control;
    return from + take;
  }

  #copy(distance: number): void {
    this.#makeRoom(this.#count);
    if (distance > this.#at) throw damaged('a copy goes beyond its bounds');
    copyBack(this.#out, this.#at, distance, this.#count);
    this.#at += this.#count;
  }

  #makeRoom(bytes: number): void {
    this.#produced += bytes;
    if (this.#produced > this.#length) throw damaged(`it gives more than ${this.#length} bytes`);
    if (this.#at + bytes <= this.#out.length) return;
    this.#give();
    this.#out.copyWithin(0, this.#at - HISTORY, this.#at);
    this.#at = HISTORY;
    this.#given = HISTORY;
  }

  #give(): void {
    if (this.#at > this.#given) this.#sink(this.#out.slice(this.#given, this.#at));
    this.#given = this.#at;
  }
}
