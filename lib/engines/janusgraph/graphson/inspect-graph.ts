import type { GraphFacts } from '#lib/domain/graph-facts';
import type { Run } from '#lib/domain/operation';
import { abortError } from '#lib/platform/network/socket-errors';
import { GraphInspector } from './graph-inspector.ts';

/** Reads a plain artefact to its end; throws what is wrong with it. `scratch`: a folder for what memory has no room for. */
export const inspectGraph = async (
  source: AsyncIterable<Uint8Array>,
  run: Run,
  { scratch }: { scratch: string },
): Promise<GraphFacts> => {
  const inspector = new GraphInspector(scratch);
  const report = () =>
    run.progress({
      phase: 'Verifying',
      bytes: inspector.bytes,
      keys: inspector.vertices + inspector.edges,
      unit: 'element',
    });
  try {
    for await (const chunk of source) {
      if (run.signal.aborted) throw abortError(run.signal);
      inspector.write(chunk);
      report();
    }
    const facts = inspector.end();
    report();
    return facts;
  } finally {
    inspector.close();
  }
};
