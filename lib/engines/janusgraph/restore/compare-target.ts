import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Run } from '#lib/domain/operation';
import { countOf } from '#lib/domain/words/figures';
import { abortError } from '#lib/platform/network/socket-errors';
import type { GremlinConnection } from '../connection/gremlin-connection.ts';
import { labelCounts } from '../graphson/count-line.ts';
import { CLOSE_COUNT, COUNT_PAGE, OPEN_COUNT } from '../scripts/count-scripts.ts';
import { INDEX_TOTALS } from '../scripts/index-totals-script.ts';
import { labelDifferences } from './label-differences.ts';

const CALL_MS = 10 * 60_000;
/** Of the counts of many labels. */
const COUNTS_BYTES = 64 * 1024 * 1024;
const PAGE_ELEMENTS = 200_000;
const GROUP = 'amber-restore-count';
/** An index server makes what it was sent visible once a second. */
const INDEX_TRIES = 4;
const INDEX_PAUSE_MS = 1500;

const counts = z.record(z.string(), z.number());
const counted = z.object({ vertices: labelCounts, edges: labelCounts });
type Counted = z.infer<typeof counted>;

const countPages = async (session: GremlinConnection, run: Run, total: number): Promise<Counted> => {
  const signal = run.signal;
  for (;;) {
    const [done, isLast, text] = await session.call({
      text: COUNT_PAGE,
      inSession: true,
      bindings: { mx: PAGE_ELEMENTS },
      doing: 'to count its elements',
      signal,
      timeoutMs: CALL_MS,
      mostBytes: COUNTS_BYTES,
    });
    run.progress({ phase: 'Comparing', bytes: 0, keys: Number(done), keysTotal: total, unit: 'element' });
    if (isLast === true) return counted.parse(JSON.parse(String(text)));
  }
};

const countTarget = async (session: GremlinConnection, run: Run, total: number): Promise<Counted> => {
  await session.call({
    text: OPEN_COUNT,
    inSession: true,
    bindings: { tg: GROUP },
    doing: 'to count its elements',
    signal: run.signal,
    timeoutMs: CALL_MS,
  });
  try {
    return await countPages(session, run, total);
  } finally {
    await session
      .call({ text: CLOSE_COUNT, inSession: true, doing: 'to end the count', timeoutMs: 15_000 })
      .catch(() => {});
  }
};

const askIndexes = async (
  connection: GremlinConnection,
  expected: Record<string, number>,
  signal: AbortSignal,
): Promise<unknown> => {
  const [text] = await connection.call({
    text: INDEX_TOTALS,
    bindings: { xp: expected },
    doing: 'to ask its indexes',
    signal,
    timeoutMs: CALL_MS,
    mostBytes: COUNTS_BYTES,
  });
  return JSON.parse(String(text));
};

const indexDifferences = async (
  connection: GremlinConnection,
  expected: Record<string, number>,
  signal: AbortSignal,
): Promise<string[]> => {
  if (Object.keys(expected).length === 0) return [];
  for (let attempt = 1; ; attempt += 1) {
    const found = counts.parse(await askIndexes(connection, expected, signal));
    const different = Object.entries(expected).filter(([name, count]) => found[name] !== count);
    if (different.length === 0) return [];
    if (attempt === INDEX_TRIES) {
      return different.map(([name, count]) =>
        (found[name] ?? -1) < 0
          ? `The mixed index ${name} could not be asked what it holds.`
          : `The mixed index ${name} holds ${found[name]} of ${countOf(count, 'element')}: the server's log says why the others were refused; its REINDEX tries them again.`,
      );
    }
    await sleep(INDEX_PAUSE_MS, undefined, { signal }).catch(() => {
      throw abortError(signal);
    });
  }
};

export type Written = {
  vertices: Record<string, number>;
  edges: Record<string, number>;
  total: number;
  /** By name of a mixed index of the target. */
  indexed: Record<string, number>;
};

/** What the target answers against what was written, in words: counts per label, and what stands in each mixed index. */
export const compareTarget = async (
  session: GremlinConnection,
  written: Written,
  run: Run,
): Promise<string[]> => {
  const found = await countTarget(session, run, written.total);
  return [
    ...labelDifferences('vertices', written.vertices, found.vertices),
    ...labelDifferences('edges', written.edges, found.edges),
    ...(await indexDifferences(session, written.indexed, run.signal)),
  ];
};
