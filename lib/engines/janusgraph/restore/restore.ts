import type { Endpoint } from '#lib/domain/data-store';
import { AmberError, isAmberError } from '#lib/domain/errors';
import type { GraphFacts } from '#lib/domain/graph-facts';
import type { GraphProbe } from '#lib/domain/graph-probe';
import type { Run } from '#lib/domain/operation';
import type { ByteSource, RestoreOptions } from '#lib/domain/ports/engine';
import { type GraphRestoreFacts, refusals } from '#lib/domain/restore';
import { abortError } from '#lib/platform/network/socket-errors';
import { connect, DEFAULT_GRAPH } from '../connection/connect.ts';
import { inspectGraph } from '../graphson/inspect-graph.ts';
import { preflight } from '../preflight/preflight.ts';
import { probeConnection } from '../probe/probe.ts';
import { readSchema } from '../probe/read-schema.ts';
import { checkClasses, checkClearable, checkConflicts } from './check-schema.ts';
import { chooseEmptying, type Emptying } from './choose-emptying.ts';
import { Connections } from './connections.ts';
import { packSchema } from './create-schema.ts';
import { interrupted } from './incomplete.ts';
import { readFirstLine } from './read-first-line.ts';
import { type RestoreDecision, replace } from './replace.ts';

const PROBE_MS = 60_000;

const checkTarget = async (
  connections: Connections,
  { target, emptying, schemaLine }: Pick<RestoreDecision, 'target' | 'emptying' | 'schemaLine'>,
  signal: AbortSignal,
): Promise<void> => {
  if (emptying !== 'clear') return;
  const { schema } = await readSchema(await connections.session(), signal);
  checkConflicts(schemaLine.schema, schema);
  if (target.hasVertices) checkClearable(schema);
};

const refuseUnfit = (contents: GraphFacts, target: GraphProbe, trusted: boolean): void => {
  const refused = refusals(preflight({ contents, usedMemory: null, product: 'janusgraph', trusted }, target));
  if (refused.length > 0) {
    throw new AmberError('preflight-refused', refused.map(({ text }) => `${text}.`).join(' '));
  }
};

const METHODS: Record<Emptying, string> = {
  none: 'the target is empty; the schema is made, then vertices and edges are written.',
  reset: 'the target graph is dropped and made anew, then vertices and edges are written.',
  clear:
    'the vertices of the target are deleted, its schema is completed, then vertices and edges are written.',
};

/** What an error after the first change means. */
const afterTouch = (error: unknown, run: Run, written: { vertices: number; edges: number }): unknown => {
  if (run.signal.aborted) return abortError(run.signal);
  if (isAmberError(error) && ['restore-incomplete', 'fenced'].includes(error.code)) return error;
  const cause = isAmberError(error)
    ? error
    : new AmberError('internal', 'something went wrong inside Amber', { cause: error });
  return interrupted(cause, written);
};

const decide = async (
  connections: Connections,
  source: ByteSource,
  run: Run,
  options: RestoreOptions<GraphFacts>,
): Promise<RestoreDecision> => {
  const { scratch, trusted } = options;
  // what a stranger's manifest says of the artefact is not what this reader found in it
  const contents =
    (trusted ? options.contents : null) ?? (await inspectGraph(source(run.signal), run, { scratch }));
  const schemaLine = await readFirstLine(source, run.signal);
  const session = await connections.session();
  const target = await probeConnection(session, {
    signal: run.signal,
    timeoutMs: PROBE_MS,
    graph: connections.graph,
  });
  refuseUnfit(contents, target, trusted);
  checkClasses(schemaLine.schema, trusted);
  const packedSchema = packSchema(schemaLine.schema);
  const emptying = chooseEmptying(target);
  await checkTarget(connections, { target, emptying, schemaLine }, run.signal);
  return { source, contents, schemaLine, packedSchema, target, emptying, scratch, trusted };
};

/**
 * Loads an artefact into a graph, which is emptied first. `restore-incomplete` says that the target was changed and does
 * not hold the backup; all other errors but `cancelled` and `fenced` come before the first change. A request whose answer
 * was lost is never sent again: its batch may be in.
 */
export const restore = async (
  source: ByteSource,
  endpoint: Endpoint,
  run: Run,
  options: RestoreOptions<GraphFacts>,
): Promise<GraphRestoreFacts> => {
  if (options.method !== 'auto' && options.method !== 'cursor') {
    throw new AmberError('invalid-input', `A graph is not restored by the method ${options.method}.`);
  }
  const graph = endpoint.graph || DEFAULT_GRAPH;
  const connections = new Connections(graph, () => connect(endpoint, { signal: run.signal }));
  try {
    const decision = await decide(connections, source, run, options);
    run.log(`Method cursor: ${METHODS[decision.emptying]}`);
    const written = { vertices: 0, edges: 0 };
    if (run.signal.aborted) throw abortError(run.signal);
    await options.beforeTouch();
    if (run.signal.aborted) throw abortError(run.signal);
    try {
      return await replace(connections, decision, run, { cleared: options.cleared, written });
    } catch (error) {
      throw afterTouch(error, run, written);
    }
  } finally {
    connections.close();
  }
};
