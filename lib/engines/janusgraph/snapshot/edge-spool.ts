import { ScratchFile } from '../graphson/scratch-file.ts';

/** Keeps deflated edge lines aside, in their order, until all vertices are written. */
export class EdgeSpool {
  readonly #file: ScratchFile;
  readonly #lengths: number[] = [];

  constructor(folder: string) {
    this.#file = new ScratchFile(folder);
  }

  add(deflated: Buffer): void {
    this.#file.append(deflated);
    this.#lengths.push(deflated.length);
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
