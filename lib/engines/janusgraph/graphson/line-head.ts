import { type IdKey, idKey } from './element-id.ts';

// Ids are read from the text: as JSON numbers, those above 2^53 would come back as others.
const ID = String.raw`(?:\{"@type":"g:Int64","@value":(-?\d{1,19})\}|("(?:[^"\\]|\\.)*"))`;
const LABEL = String.raw`"label":("(?:[^"\\]|\\.)*")`;
const VERTEX = new RegExp(String.raw`^V\{"id":${ID},${LABEL}`);
const EDGE = new RegExp(String.raw`^E\{"outV":${ID},"inV":${ID},"id":"(?:[^"\\]|\\.)*",${LABEL}`);
const EDGE_ENDS = new RegExp(String.raw`^E\{"outV":${ID},"inV":${ID},`);

export type VertexHead = { id: IdKey; label: string };
export type EdgeHead = { out: IdKey; in: IdKey; label: string };

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
  const found = VERTEX.exec(line);
  const label = found && text(found[3]!);
  return label === null ? null : { id: idKey(found![1], found![2]), label };
};

export const edgeHead = (line: string): EdgeHead | null => {
  const found = EDGE.exec(line);
  const label = found && text(found[5]!);
  return label === null ? null : { out: idKey(found![1], found![2]), in: idKey(found![3], found![4]), label };
};

/** The ends of an edge line, and where they end in it. */
export const edgeEnds = (line: string): { out: IdKey; in: IdKey; length: number } | null => {
  const found = EDGE_ENDS.exec(line);
  return found && { out: idKey(found[1], found[2]), in: idKey(found[3], found[4]), length: found[0].length };
};
