import { randomUUID } from 'node:crypto';

/** A value that a script gets by name. Bytes arrive as a ByteBuffer, whole numbers as Integer or Long by size. */
export type Binding =
  | string
  | number
  | boolean
  | null
  | Uint8Array
  | readonly Binding[]
  | { [name: string]: Binding };

/** GraphSON 3 has lists and maps as JSON, and bytes in base64 under a type of their own. */
const toGraphson = (value: Binding): unknown => {
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Uint8Array) {
    return {
      '@type': 'gx:ByteBuffer',
      '@value': Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64'),
    };
  }
  if (Array.isArray(value)) return value.map(toGraphson);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, toGraphson(each)]));
};

const MIME = Buffer.from('application/vnd.gremlin-v3.0+json');
/** A message begins with the length of its type's name and that name. */
const PREFIX = Buffer.concat([Buffer.of(MIME.length), MIME]);

export type GremlinRequest = { id: string; bytes: Buffer };

export type Evaluation = {
  script: string;
  bindings: Record<string, Binding>;
  /** What the script calls `graph`. */
  graph: string | null;
  /** Requests of one session share their variables and run one after another. */
  session: string | null;
};

const message = (id: string, op: string, processor: string, args: object): GremlinRequest => {
  const body = { requestId: { '@type': 'g:UUID', '@value': id }, op, processor, args };
  return { id, bytes: Buffer.concat([PREFIX, Buffer.from(JSON.stringify(body))]) };
};

/** A script to be evaluated: the TinkerPop driver protocol's `eval`, of the processor for sessions where it has one. */
export const evaluationRequest = ({ script, bindings, graph, session }: Evaluation): GremlinRequest =>
  message(randomUUID(), 'eval', session === null ? '' : 'session', {
    gremlin: script,
    bindings: toGraphson(bindings),
    language: 'gremlin-groovy',
    // none: a request that is interrupted breaks a BerkeleyJE graph until its server is started again
    evaluationTimeout: 0,
    // the answer in one piece, whatever its length
    batchSize: 1_000_000,
    ...(graph === null ? {} : { aliases: { graph } }),
    ...(session === null ? {} : { session }),
  });

/** The answer to the challenge 407, under the id of the request that met it: SASL PLAIN (RFC 4616). */
export const authenticationRequest = (id: string, username: string, password: string): GremlinRequest =>
  message(id, 'authentication', 'traversal', {
    sasl: Buffer.from(`\0${username}\0${password}`).toString('base64'),
  });

/** Ends a session, with the variables that it keeps. */
export const closeSessionRequest = (session: string): GremlinRequest =>
  message(randomUUID(), 'close', 'session', { session });
