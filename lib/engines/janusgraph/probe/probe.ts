import { z } from 'zod';
import type { Endpoint } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';
import type { GraphProbe } from '#lib/domain/graph-probe';
import { abortError, endpointName } from '#lib/platform/network/socket-errors';
import { connect, DEFAULT_GRAPH } from '../connection/connect.ts';
import type { GremlinConnection } from '../connection/gremlin-connection.ts';
import { PROBE } from '../scripts/probe-script.ts';

const PROBE_MS = 10_000;
/** Whatever may listen at an address that somebody enters: far more than a probe's answer is. */
const PROBE_BYTES = 1024 * 1024;

const name = z.string().max(1000);
const names = z.array(name).max(10_000);
const option = name.nullable();
const answered = z.object({
  janusgraph: name,
  tinkerpop: name,
  id: option,
  storage: name,
  indexBackends: z.record(name, name),
  setVertexId: option,
  customVertexIds: option,
  constraints: option,
  partitions: option,
  ttl: z.boolean(),
  distributed: z.boolean(),
  instances: names,
  openTransactions: z.array(option).max(100_000),
  graphs: names,
  configured: names.nullable(),
  hasSchema: z.boolean(),
  hasVertices: z.boolean(),
});

const flag = (text: string | null): boolean | null => (text === null ? null : text === 'true');
const whole = (text: string | null): number | null =>
  text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;

const readProbe = (name: string, text: unknown): z.infer<typeof answered> => {
  try {
    return answered.parse(JSON.parse(String(text)));
  } catch (error) {
    throw new AmberError(
      'store-protocol',
      `${name} said of its graph what cannot be read. Is it a JanusGraph?`,
      {
        cause: error,
      },
    );
  }
};

/** Asks an open connection. */
export const probeConnection = async (
  connection: GremlinConnection,
  options: { signal: AbortSignal; timeoutMs: number; graph: string },
): Promise<GraphProbe> => {
  const began = performance.now();
  const { signal } = options;
  await connection.call({ text: "'amber'", doing: 'to answer', signal, timeoutMs: options.timeoutMs });
  const latencyMs = performance.now() - began;
  const [text] = await connection.call({
    text: PROBE,
    doing: 'to describe its graph',
    signal,
    timeoutMs: options.timeoutMs,
  });
  const said = readProbe(connection.name, text);
  return {
    product: 'janusgraph',
    graph: options.graph,
    version: said.janusgraph,
    tinkerpop: said.tinkerpop,
    serverId: said.id === null ? null : `${said.id}/${options.graph}`,
    storageBackend: said.storage,
    indexBackends: said.indexBackends,
    ttl: said.ttl,
    distributed: said.distributed,
    setVertexId: flag(said.setVertexId),
    customVertexIds: flag(said.customVertexIds),
    constraints: flag(said.constraints),
    partitions: whole(said.partitions),
    instances: said.instances,
    openTransactions: said.openTransactions,
    graphs: said.graphs,
    configured: said.configured,
    hasSchema: said.hasSchema,
    hasVertices: said.hasVertices,
    latencyMs,
  };
};

const slow = (name: string): AmberError =>
  new AmberError('store-timeout', `${name} did not answer within 10 seconds. It may be busy or stopped.`);

/** Connects, asks and leaves; at most ten seconds. */
export const probe = async (endpoint: Endpoint, signal: AbortSignal): Promise<GraphProbe> => {
  const deadline = performance.now() + PROBE_MS;
  if (signal.aborted) throw abortError(signal);
  const connection = await connect(endpoint, { signal, timeoutMs: PROBE_MS, mostBytes: PROBE_BYTES });
  try {
    const timeoutMs = deadline - performance.now();
    if (timeoutMs <= 0) throw slow(endpointName(endpoint.host, endpoint.port));
    return await probeConnection(connection, { signal, timeoutMs, graph: endpoint.graph || DEFAULT_GRAPH });
  } finally {
    connection.close();
  }
};
