import type { GraphProbe } from '#lib/domain/graph-probe';
import type { DataStoreDetail } from '#lib/domain/views/data-store-view';
import { backendWords } from '#lib/domain/words/backends';
import { countWords } from '#lib/domain/words/figures';
import { Card } from '../ui/card.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { CardItem } from './card-item.tsx';
import { GraphSchema } from './graph-schema.tsx';

/** What is in a graph: its last backup counted it, as counting reads all of it. */
export const GraphContents = ({ store, probe }: { store: DataStoreDetail; probe: GraphProbe }) => {
  const { lastGraph, lastBackup } = store;
  return (
    <>
      <Card className="px-5 py-[18px]">
        <div className="mb-3.5 flex flex-wrap items-baseline justify-between gap-x-4">
          <h2 className="text-[15px] font-bold">In the graph</h2>
          <span className="text-small text-muted">
            {lastBackup ? (
              <>
                counted by the backup <RelativeTime at={lastBackup.at} />
              </>
            ) : (
              'counted by the first backup'
            )}
          </span>
        </div>
        <dl className="grid grid-cols-2 gap-x-6 gap-y-4 xl:grid-cols-4">
          <CardItem name="Vertices">{lastGraph ? countWords(lastGraph.vertices) : '—'}</CardItem>
          <CardItem name="Edges">{lastGraph ? countWords(lastGraph.edges) : '—'}</CardItem>
          <CardItem name="Storage">{backendWords(probe.storageBackend)}</CardItem>
          <CardItem name="Mixed indexes">{backendsWords(probe)}</CardItem>
        </dl>
      </Card>
      {lastGraph && <GraphSchema facts={lastGraph} />}
    </>
  );
};

/** `search (Lucene)`. */
const backendsWords = ({ indexBackends }: GraphProbe): string =>
  Object.entries(indexBackends)
    .map(([name, kind]) => `${name} (${backendWords(kind)})`)
    .join(', ') || 'none';
