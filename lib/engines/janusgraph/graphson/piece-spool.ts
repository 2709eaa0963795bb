import { ScratchFile } from './scratch-file.ts';

/** Keeps pieces of bytes aside in a temporary file, in their order. */
export class PieceSpool {
  readonly #file: ScratchFile;
  readonly #lengths: number[] = [];

  constructor(folder: string) {
    this.#file = new ScratchFile(folder);
  }

  get length(): number {
    return this.#lengths.length;
  }

  add(piece: Buffer): void {
    this.#file.append(piece);
    this.#lengths.push(piece.length);
  }

  *read(): Generator<Buffer> {
    let position = 0;
    for (const length of this.#lengths) {
      const piece = Buffer.allocUnsafe(length);
      this.#file.read(piece, position);
      position += length;
      yield piece;
    }
  }

  close(): void {
    this.#file.close();
  }
}
