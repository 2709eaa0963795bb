import { readFile } from 'node:fs/promises';
import type { Endpoint, EngineKind, Probe } from '#lib/domain/data-store';
import { AmberError, codeOf } from '#lib/domain/errors';
import type { AskingEngine } from '#lib/domain/ports/engine';
import { parseStoreUri } from '#lib/domain/store-uri';
import { graphProblem } from '#lib/domain/validation/graph';
import { promptPassword } from './prompt-password.ts';
import type { Terminal } from './terminal.ts';

export type ReachedStore = { endpoint: Endpoint; probe: Probe };

/** `host:port`, as messages name the store. */
export const storeName = ({ host, port }: Endpoint): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`;

const requireGraph = (engine: EngineKind, graph: string, named: string | null): void => {
  if (engine !== 'janusgraph') throw new AmberError('invalid-input', 'Only a JanusGraph has --graph.');
  const problem = graphProblem(graph);
  if (problem !== null) throw new AmberError('invalid-input', `${problem}.`);
  if (named !== null && named !== graph) {
    throw new AmberError('invalid-input', 'The URI and --graph name two different graphs.');
  }
};

/** `graph`: the value of `--graph`. Throws `invalid-input`. */
export const parseEndpoint = (uri: string, graph: string | null): Endpoint => {
  const { engine, host, port, username, password, tls, path, graph: named } = parseStoreUri(uri);
  if (graph !== null) requireGraph(engine, graph, named);
  const settings = { ca: null, serverName: null, clientCertificate: null, clientKey: null };
  return { engine, host, port, username, password, tls: tls ? settings : null, path, graph: graph ?? named };
};

const passwordFrom = async (file: string | null, { environment }: Terminal): Promise<string | null> => {
  if (file === null) return environment.AMBER_STORE_PASSWORD || null;
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AmberError('invalid-input', `The password file ${file} cannot be read.`, { cause });
  });
  return text.replace(/\r?\n$/, '');
};

/**
 * Connects and asks what is there. A URI without a password takes it from the file, the environment, or, when the store
 * asks for one, the terminal.
 */
export const reachStore = async (
  engine: AskingEngine,
  { uri, graph, passwordFile }: { uri: string; graph: string | null; passwordFile: string | null },
  terminal: Terminal,
): Promise<ReachedStore> => {
  const given = parseEndpoint(uri, graph);
  const endpoint = { ...given, password: given.password ?? (await passwordFrom(passwordFile, terminal)) };
  try {
    return { endpoint, probe: await engine.probe(endpoint, terminal.signal) };
  } catch (error) {
    if (codeOf(error) !== 'store-auth' || endpoint.password !== null) throw error;
    const password = await promptPassword(terminal, storeName(endpoint));
    if (password === null) throw error;
    const asked = { ...endpoint, password };
    return { endpoint: asked, probe: await engine.probe(asked, terminal.signal) };
  }
};
