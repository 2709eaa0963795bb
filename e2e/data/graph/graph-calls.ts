import type { Endpoint } from '#lib/domain/data-store';
import { connect } from '#lib/engines/janusgraph/connection/connect';
import type { AnswerValue } from '#lib/engines/janusgraph/connection/graphson-answer';
import type { Binding } from '#lib/engines/janusgraph/connection/graphson-request';

export const graphEndpoint = (server: { port: number }, more: Partial<Endpoint> = {}): Endpoint => ({
  engine: 'janusgraph',
  host: '127.0.0.1',
  port: server.port,
  username: null,
  password: null,
  tls: null,
  ...more,
});

/** Runs a script in a graph as anybody may; gives what it returned. */
export const runScript = async (
  endpoint: Endpoint,
  text: string,
  bindings: Record<string, Binding> = {},
): Promise<AnswerValue[]> => {
  const signal = new AbortController().signal;
  const connection = await connect(endpoint, { signal, timeoutMs: 60_000 });
  try {
    return await connection.call({ text, bindings, doing: 'to run a test', timeoutMs: 600_000 });
  } finally {
    connection.close();
  }
};
