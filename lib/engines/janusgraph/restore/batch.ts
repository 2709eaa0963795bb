import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { IdKey } from '../graphson/element-id.ts';

/**
 * Bytes of a gzipped payload: in base64 and with the script it stays below 65,536, the longest request that a server takes
 * unless its settings say otherwise (`maxContentLength`).
 */
export const PAYLOAD_BYTES = 44_000;
/** More lines make a request no faster (measured: 500 lines on four connections). */
const BATCH_LINES = 500;
const BATCH_TEXT_BYTES = 4 * 1024 * 1024;

const compress = promisify(gzip);

/** Lines to be written in one transaction. */
export type Batch = {
  lines: string[];
  /** Of each line the old id, where they are vertices. */
  ids: IdKey[];
  textLength: number;
};

export const emptyBatch = (): Batch => ({ lines: [], ids: [], textLength: 0 });

export const addLine = (batch: Batch, line: string, id?: IdKey): void => {
  batch.lines.push(line);
  if (id) batch.ids.push(id);
  batch.textLength += line.length;
};

export const isFull = ({ lines, textLength }: Batch): boolean =>
  lines.length >= BATCH_LINES || textLength >= BATCH_TEXT_BYTES;

export type PackedBatch = Batch & { payload: Buffer };

const halves = ({ lines, ids }: Batch): Batch[] => {
  const middle = lines.length >> 1;
  const part = (from: number, to: number): Batch => {
    const some = lines.slice(from, to);
    return {
      lines: some,
      ids: ids.slice(from, to),
      textLength: some.reduce((sum, line) => sum + line.length, 0),
    };
  };
  return [part(0, middle), part(middle, lines.length)];
};

/** Compresses a batch; one that is too large is halved until its parts fit, down to a single line. */
export const pack = async (batch: Batch): Promise<PackedBatch[]> => {
  const payload = await compress(`${batch.lines.join('\n')}\n`, { level: 1 });
  if (payload.length <= PAYLOAD_BYTES || batch.lines.length === 1) return [{ ...batch, payload }];
  const packed: PackedBatch[] = [];
  for (const half of halves(batch)) packed.push(...(await pack(half)));
  return packed;
};
