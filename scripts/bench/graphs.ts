import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Endpoint } from '#lib/domain/data-store';
import { newGraph } from '../../e2e/data/graph/configured-graphs.ts';
import { graphEndpoint, runScript } from '../../e2e/data/graph/graph-calls.ts';
import { FILL_MANY } from '../../e2e/data/graph/many.ts';
import { startJanusGraph } from '../../e2e/servers/janusgraph.ts';
import type { TestServer } from '../../e2e/servers/server-process.ts';
import { interleave, type Run, runOnce, type Summary } from './measure.ts';
import { atLeast, atMost, type Row } from './rows.ts';

const ROUNDS = 3;
const SMALL = 20_000;
const LARGE = 100_000;
/** Each vertex comes with three edges. */
const elements = (vertices: number): number => 4 * vertices;
const HEAP_MB = 1024;

const root = join(import.meta.dirname, '../..');
const peaks: { what: string; peakBytes: number }[] = [];
const count = (value: number): string => value.toLocaleString('en-GB');

const amber = async (what: string, ...args: string[]): Promise<Run> => {
  const run = await runOnce(process.execPath, [join(root, 'bin/amber'), ...args]);
  peaks.push({ what, peakBytes: run.peakBytes });
  return run;
};

const snapshot = (server: TestServer, what: string, out: string, graph = 'graph'): Promise<Run> =>
  amber(what, 'snapshot', `ws://127.0.0.1:${server.port}`, '--graph', graph, '--out', out);

const timed = async (work: () => Promise<unknown>): Promise<Run> => {
  const began = performance.now();
  await work();
  return { seconds: (performance.now() - began) / 1000, peakBytes: 0 };
};

/** The server's own way, onto and from its own disk. */
const writeByServer = (endpoint: Endpoint, file: string) =>
  runScript(endpoint, 'graph.traversal().io(gn).write().iterate(); 1', { gn: file });
const readByServer = (endpoint: Endpoint, file: string) =>
  runScript(endpoint, 'graph.traversal().io(gn).read().iterate(); graph.tx().commit(); 1', { gn: file });

const ratioRow = (
  measure: string,
  against: string,
  [ours, theirs]: Summary[],
  limits: { must: number; aim: number; words: [string, string] },
): Row => {
  const ratio = theirs!.seconds / ours!.seconds;
  return {
    measure,
    against,
    result: `${ratio.toFixed(2)} × as fast`,
    must: limits.words[0],
    aim: limits.words[1],
    met: atLeast(ratio, limits),
    detail: `${ours!.seconds.toFixed(1)} s / ${theirs!.seconds.toFixed(1)} s, start of the process included`,
  };
};

/** Each on a server that was started for it alone and has read nothing yet. */
const exportRow = async (folder: string, dir: string): Promise<Row> => {
  let number = 0;
  const onColdServer = async (work: (server: TestServer) => Promise<Run>): Promise<Run> => {
    const server = await startJanusGraph({ dir, heapMb: HEAP_MB, optimising: true });
    try {
      return await work(server);
    } finally {
      await server.stop();
    }
  };
  const results = await interleave(ROUNDS, [
    () =>
      onColdServer((server) => {
        number += 1;
        return snapshot(server, 'snapshot, small', join(folder, `cold-${number}`));
      }),
    () =>
      onColdServer((server) =>
        timed(() => writeByServer(graphEndpoint(server), join(folder, 'server.json'))),
      ),
  ]);
  return ratioRow(
    '`amber snapshot`, 20k vertices and 60k edges, server cold',
    'the server’s `g.io(file).write()`',
    results,
    { must: 1, aim: 1.5, words: ['> 1 ×', '≥ 1.5 ×'] },
  );
};

const rateRow = async (folder: string, server: TestServer): Promise<Row> => {
  let number = 0;
  const [ours] = await interleave(ROUNDS, [
    () => {
      number += 1;
      return snapshot(server, 'snapshot, large', join(folder, `large-${number}`));
    },
  ]);
  const rate = elements(LARGE) / ours!.seconds;
  return {
    measure: '`amber snapshot`, 100k vertices and 300k edges',
    against: 'elements/s',
    result: `${(rate / 1000).toFixed(1)}k`,
    must: '≥ 20k',
    aim: '≥ 40k',
    met: atLeast(rate, { must: 20_000, aim: 40_000 }),
    detail: `${ours!.seconds.toFixed(1)} s for ${count(elements(LARGE))}, start of the process included`,
  };
};

const restore = (server: TestServer, what: string, from: string, target: Endpoint): Promise<Run> =>
  amber(
    what,
    ...['restore', from, '--to', `ws://127.0.0.1:${server.port}`],
    ...['--graph', target.graph!, '--yes'],
  );

/** Each into a new, empty graph on BerkeleyJE and Lucene of the same server. */
const importRow = async (folder: string, server: TestServer): Promise<Row> => {
  const results = await interleave(ROUNDS, [
    async () => restore(server, 'restore, small', join(folder, 'cold-1'), await newGraph(server)),
    async () => {
      const target = await newGraph(server);
      return timed(() => readByServer(target, join(folder, 'server.json')));
    },
  ]);
  return ratioRow(
    '`amber restore`, 20k vertices and 60k edges, counts and indexes compared',
    'the server’s `g.io(file).read()`',
    results,
    { must: 2, aim: 4, words: ['≥ 2 ×', '≥ 4 ×'] },
  );
};

const peakRow = (): Row => {
  const most = new Map<string, number>();
  for (const { what, peakBytes } of peaks) most.set(what, Math.max(most.get(what) ?? 0, peakBytes));
  const worst = Math.max(...most.values()) / 1e6;
  return {
    measure: 'peak memory (VmHWM) of `amber` with graphs',
    against: 'constant',
    result: `${Math.round(worst)} MB at most`,
    must: '< 256 MB',
    aim: '< 160 MB',
    met: atMost(worst, { must: 256, aim: 160 }),
    detail: [...most].map(([what, bytes]) => `${what}: ${Math.round(bytes / 1e6)} MB`).join('; '),
  };
};

const fillNew = async (dir: string, vertices: number): Promise<void> => {
  await mkdir(dir, { recursive: true });
  const server = await startJanusGraph({ dir, heapMb: HEAP_MB, optimising: true });
  await runScript(graphEndpoint(server), FILL_MANY, { mx: vertices });
  await server.stop();
};

export const GRAPH_MEASURES = ['graphs'] as const;

/** Measures the command line with a real JanusGraph, against what the server itself can do. */
export const measureGraphs = async (): Promise<Row[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'amber-bench-graphs-'));
  const dirs = { small: join(folder, 'small'), large: join(folder, 'large') };
  const rows: Row[] = [];
  try {
    await fillNew(dirs.small, SMALL);
    rows.push(await exportRow(folder, dirs.small));
    await fillNew(dirs.large, LARGE);
    const server = await startJanusGraph({ dir: dirs.large, heapMb: HEAP_MB, optimising: true });
    try {
      rows.push(await rateRow(folder, server));
      rows.push(await importRow(folder, server));
      await restore(server, 'restore, large', join(folder, 'large-1'), await newGraph(server));
      await amber('inspect, large', 'inspect', join(folder, 'large-1'), '--json');
    } finally {
      await server.stop();
    }
    return [...rows, peakRow()];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
