import type { Endpoint } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';
import { endpointName } from '#lib/platform/network/socket-errors';
import { OPEN_CONFIGURED } from '../scripts/open-configured.ts';
import { unknownGraph } from './answer-errors.ts';
import { GremlinConnection } from './gremlin-connection.ts';
import { openWebSocket } from './open-web-socket.ts';

const CONNECT_MS = 10_000;
const SILENCE_MS = 60_000;
/** A page of an export is about 2 MB; one line of it may be as long as a value is. */
const MOST_BYTES = 512 * 1024 * 1024;
/** How the servers of the distribution call their first graph. */
export const DEFAULT_GRAPH = 'graph';

export type ConnectOptions = {
  signal: AbortSignal;
  /** For the connection, the login and the first answer. */
  timeoutMs?: number;
  silenceMs?: number;
  /** Of one message of the server; what a script may answer with is limited besides. */
  mostBytes?: number;
};

type Greeting = { graph: string; timeoutMs: () => number; signal: AbortSignal };

/** A graph that ConfiguredGraphFactory made is unknown after a restart until somebody opens it by name. */
const openConfigured = async (connection: GremlinConnection, greeting: Greeting): Promise<boolean> => {
  const [opened] = await connection.call({
    text: OPEN_CONFIGURED,
    bindings: { gn: greeting.graph },
    doing: 'to open a configured graph',
    graph: null,
    timeoutMs: greeting.timeoutMs(),
    signal: greeting.signal,
  });
  return opened === 'open';
};

const greet = async (connection: GremlinConnection, greeting: Greeting): Promise<void> => {
  const { timeoutMs, signal } = greeting;
  const ask = () =>
    connection.call({
      text: 'graph.getClass().getName()',
      doing: 'to answer',
      timeoutMs: timeoutMs(),
      signal,
    });
  let [kind] = await ask().catch(async (error: unknown) => {
    if (!unknownGraph(error) || !(await openConfigured(connection, greeting))) throw error;
    return ask();
  });
  kind = String(kind);
  if (!kind.startsWith('org.janusgraph.')) {
    const found = kind.split('.').at(-1)!.replace(/[^\w]/g, '?').slice(0, 50);
    throw new AmberError(
      'store-not-janusgraph',
      `${connection.name} is a Gremlin Server, but its graph is a ${found}, no JanusGraph.`,
    );
  }
};

/**
 * Connects, logs in and makes sure that scripts are run and that the graph is there. Every failure is an AmberError whose
 * words name `host:port` and what to do, and never the password.
 */
export const connect = async (endpoint: Endpoint, options: ConnectOptions): Promise<GremlinConnection> => {
  const deadline = performance.now() + (options.timeoutMs ?? CONNECT_MS);
  const left = () => Math.max(1, deadline - performance.now());
  const graph = endpoint.graph || DEFAULT_GRAPH;
  const socket = await openWebSocket(
    endpoint,
    { signal: options.signal, mostBytes: options.mostBytes ?? MOST_BYTES },
    deadline,
  );
  const connection = new GremlinConnection(socket, {
    name: endpointName(endpoint.host, endpoint.port),
    graph,
    username: endpoint.username,
    password: endpoint.password,
    silenceMs: options.silenceMs ?? SILENCE_MS,
  });
  try {
    await greet(connection, { graph, timeoutMs: left, signal: options.signal });
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
};
