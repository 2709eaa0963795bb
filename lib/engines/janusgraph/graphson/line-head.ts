import { type IdKey, idKey } from './element-id.ts';

// Ids are read from the text: as JSON numbers, those above 2^53 would come back as others.
const ID = String.raw`(?:\{"@type":"g:Int64","@value":(-?\d{1,19})\}|("(?:[^"\\]|\\.)*"))`;
const LABEL = String.raw`"label":("(?:[^"\\]|\\.)*")`;
const VERTEX = new RegExp(String.raw`^V\{"id":${ID},${LABEL}`);
const EDGE = new RegExp(String.raw`^E\{"outV":${ID},"inV":${ID},"id":"(?:[^"\\]|\\.)*",${LABEL}`);
const EDGE_ENDS = new RegExp(String.raw`^E\{"outV":${ID},"inV":${ID},`);

export type VertexHead = { id: IdKey; label: string };
export type EdgeHead = { out: IdKey; in: IdKey; label: string };

/** Far more than JanusGraph can hold as ids and a label; of a longer text the expressions would need too much memory. */
const LONGEST_HEAD = 1024 * 1024;

const match = (expression: RegExp, line: string): RegExpExecArray | null =>
  expression.exec(line.slice(0, LONGEST_HEAD));

/** null: it holds what no JSON text may. */
const text = (json: string): string | null => {
  try {
    return JSON.parse(json) as string;
  } catch {
    return null;
  }
};

/** How a vertex line begins; null: as none does. */
export const vertexHead = (line: string): VertexHead | null => {
  const found = match(VERTEX, line);
  const label = found && text(found[3]!);
  return label === null ? null : { id: idKey(found![1], found![2]), label };
};

export const edgeHead = (line: string): EdgeHead | null => {
  const found = match(EDGE, line);
  const label = found && text(found[5]!);
  return label === null ? null : { out: idKey(found![1], found![2]), in: idKey(found![3], found![4]), label };
};

/** The ends of an edge line, and the text that says them: the beginning of the line. */
export const edgeEnds = (line: string): { out: IdKey; in: IdKey; text: string } | null => {
  const found = match(EDGE_ENDS, line);
  return found && { out: idKey(found[1], found[2]), in: idKey(found[3], found[4]), text: found[0] };
};

/** Heads are short; the rest of a line is not looked at where that is not needed. */
const HEAD_BYTES = 512;

/** Reads the head of a line that is bytes, by one of the functions above. */
export const headOf = <Head>(line: Buffer, parse: (line: string) => Head | null): Head | null =>
  parse(line.toString('utf8', 0, Math.min(line.length, HEAD_BYTES))) ??
  (line.length > HEAD_BYTES ? parse(line.toString('utf8')) : null);
