import type { Endpoint } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';
import type { DataStoreId } from '#lib/domain/ids';
import type { GraphBeside, Wish } from '#lib/domain/instance';
import type { Provisioner } from '#lib/domain/ports/provisioner';
import { connect } from '../connection/connect.ts';
import { CREATE_GRAPH, DROP_GRAPH } from '../scripts/new-graph-scripts.ts';

/** A first graph of a server takes some seconds; a busy disk makes it more. Milliseconds. */
const CREATE_MS = 120_000;
const DROP_MS = 120_000;

type GraphProvisionerParts = {
  /** Of the data store on whose server the graph is; null when that is gone. */
  endpointOf(id: DataStoreId): Promise<Endpoint | null>;
};

/** Graphs on a JanusGraph Server that runs already, made by its ConfiguredGraphFactory. */
export const graphProvisioner = ({ endpointOf }: GraphProvisionerParts): Provisioner => {
  const run = async (
    beside: GraphBeside,
    script: {
      text: string;
      bindings?: Record<string, Record<string, string>>;
      doing: string;
      timeoutMs: number;
    },
    signal: AbortSignal,
  ): Promise<Endpoint> => {
    const endpoint = await endpointOf(beside.dataStoreId);
    if (endpoint === null)
      throw new AmberError('not-found', 'The data store on whose server the graph is was deleted.');
    const connection = await connect(endpoint, { signal, timeoutMs: 30_000 });
    try {
      const bindings = { gn: beside.name, ...script.bindings };
      await connection.call({ ...script, bindings, signal });
      return endpoint;
    } finally {
      connection.close();
    }
  };

  return {
    // its server is not ours to start
    keepsRunning: false,
    ensure: async ({ wish }, { signal, progress }) => {
      const beside = besideOf(wish);
      progress(`Making the graph ${beside.name}`);
      const script = {
        text: CREATE_GRAPH,
        bindings: { fo: wish?.graph?.options ?? {} },
        doing: 'to make a graph',
        timeoutMs: CREATE_MS,
      };
      return { ...(await run(beside, script, signal)), graph: beside.name };
    },
    stop: async () => {},
    remove: async ({ wish }, signal) => {
      const script = { text: DROP_GRAPH, doing: 'to remove a graph', timeoutMs: DROP_MS };
      await run(besideOf(wish), script, signal);
    },
  };
};

const besideOf = (wish: Wish | null): GraphBeside => {
  if (!wish?.beside) throw new AmberError('internal', 'It is not known on which server the graph is to be');
  return wish.beside;
};
