import type { DataStoreRow } from '#lib/domain/views/data-store-view';
import { countOf, countWords } from '#lib/domain/words/figures';

/** Cell of a `Keys` column; a graph has vertices and edges instead. */
export const Counted = ({ keys, edges }: Pick<DataStoreRow, 'keys' | 'edges'>) => {
  if (keys === null) return <span className="text-faint">—</span>;
  if (edges === null) return countWords(keys);
  return (
    <span className="whitespace-nowrap">
      {countOf(keys, 'vertex', 'vertices')}
      <span className="block text-faint">{countOf(edges, 'edge')}</span>
    </span>
  );
};
