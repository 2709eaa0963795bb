import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { deflateSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { graphEndpoint } from '../../../../e2e/data/graph/graph-calls.ts';
import { SCRATCH } from '../../../../e2e/data/graph/taking-graphs.ts';
import { recordedRun } from '../../../../e2e/data/restoring.ts';
import {
  type GremlinRequestSeen,
  gremlinAnswer,
  startScriptedGremlin,
} from '../../../../e2e/servers/scripted-gremlin.ts';
import { probe } from '../probe/probe.ts';
import { snapshot } from '../snapshot/snapshot.ts';
import { connect } from './connect.ts';

const signal = new AbortController().signal;
const JANUS = { '@type': 'g:List', '@value': ['org.janusgraph.graphdb.database.StandardJanusGraph'] };
const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** A peer on plain TCP. */
const peer = async (onSocket: (socket: Socket) => void): Promise<{ port: number }> => {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { port: (server.address() as AddressInfo).port };
};

const gremlin = async (answer: (request: GremlinRequestSeen, socket: WebSocket) => void) => {
  const server = await startScriptedGremlin(answer);
  stops.push(server.stop);
  return server;
};

const joined = (server: { port: number }) => connect(graphEndpoint(server), { signal, timeoutMs: 700 });

describe('what is no Gremlin Server', () => {
  it('is silent: the deadline ends it', async () => {
    await expect(joined(await peer(() => {}))).rejects.toMatchObject({
      code: 'store-timeout',
      message: expect.stringMatching(/no Gremlin Server answered at "\/gremlin"/),
    });
  });

  it.each([
    ['a Redis server', '-ERR unknown command\r\n', 'store-not-janusgraph'],
    ['an SSH server', 'SSH-2.0-OpenSSH_9.2\r\n', 'store-not-janusgraph'],
    ['a web server', 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n', 'store-not-janusgraph'],
    ['a proxy with a login', 'HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n', 'store-auth'],
    ['bytes', '\u0000\u0001\u0002\u0003', 'store-not-janusgraph'],
    [
      'a handshake with a wrong key',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: wrong\r\n\r\n',
      'store-not-janusgraph',
    ],
  ])('is %s', async (_, says, code) => {
    const server = await peer((socket) => socket.once('data', () => socket.write(says, 'latin1')));
    await expect(joined(server)).rejects.toMatchObject({ code });
  });

  it('closes at once', async () => {
    await expect(joined(await peer((socket) => socket.destroy()))).rejects.toMatchObject({
      code: 'store-closed',
    });
  });

  it('is not there', async () => {
    const { port } = await peer(() => {});
    await stops.pop()!();
    await expect(joined({ port })).rejects.toMatchObject({ code: 'store-refused' });
  });

  it('is given up when the caller gives up', async () => {
    const controller = new AbortController();
    const server = await peer((socket) => socket.once('data', () => controller.abort()));
    const connecting = connect(graphEndpoint(server), { signal: controller.signal });
    await expect(connecting).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('a Gremlin Server that does what none may', () => {
  const id = (request: GremlinRequestSeen) => request.requestId;
  it.each<[string, (request: GremlinRequestSeen, socket: WebSocket) => void, string]>([
    ['sends no JSON', (_, socket) => socket.send('{"requestId":'), 'store-protocol'],
    ['sends bytes', (_, socket) => socket.send(Buffer.from([0x84, 0, 255, 254])), 'store-protocol'],
    ['sends null', (_, socket) => socket.send('null'), 'store-protocol'],
    [
      'sends an answer of GraphSON 1',
      (r, s) => s.send(JSON.stringify({ requestId: id(r), status: {}, result: {} })),
      'store-protocol',
    ],
    [
      'answers with a type that we did not ask for',
      (r, s) => s.send(gremlinAnswer(id(r), 200, { '@type': 'g:Vertex', '@value': {} })),
      'store-protocol',
    ],
    [
      'breaks the frame',
      (_, socket) =>
        void (socket as unknown as { _socket: Socket })._socket.write(Buffer.from([0xff, 0xff, 0xff])),
      'store-closed',
    ],
    [
      'answers somebody else',
      (_, s) => s.send(gremlinAnswer('00000000-0000-0000-0000-000000000000', 200, null)),
      'store-timeout',
    ],
    ['says nothing', () => {}, 'store-timeout'],
    ['closes', (_, socket) => socket.close(), 'store-closed'],
    ['drops the connection', (_, socket) => socket.terminate(), 'store-closed'],
    ['wants a password', (r, s) => s.send(gremlinAnswer(id(r), 407, null)), 'store-auth'],
    ['refuses the request', (r, s) => s.send(gremlinAnswer(id(r), 403, null, 'no')), 'store-permission'],
    [
      'has no Groovy',
      (r, s) =>
        s.send(gremlinAnswer(id(r), 499, null, 'gremlin-groovy is not an available GremlinScriptEngine')),
      'store-unsupported',
    ],
    [
      'has a broken storage',
      (r, s) => s.send(gremlinAnswer(id(r), 598, null, 'a threshold of 0 ms')),
      'store-unsupported',
    ],
    [
      'is a TinkerGraph',
      (r, s) =>
        s.send(
          gremlinAnswer(id(r), 200, { '@type': 'g:List', '@value': ['org.apache.tinkerpop.TinkerGraph'] }),
        ),
      'store-not-janusgraph',
    ],
    [
      'cannot read a line',
      (r, s) =>
        s.send(
          gremlinAnswer(
            id(r),
            500,
            null,
            'Bad escape at [Source: (String)"{"id":"secret"}[truncated]; line: 1]',
          ),
        ),
      'store-error',
    ],
    [
      'fails',
      (r, s) => s.send(gremlinAnswer(id(r), 500, null, 'value [secret] is bad\nstack')),
      'store-error',
    ],
  ])('%s', async (_, answer, code) => {
    const connecting = joined(await gremlin(answer));
    await expect(connecting).rejects.toMatchObject({ code });
    await expect(connecting).rejects.not.toThrow(/secret/);
  });

  it('falls silent in the middle of a long script, which a living one is not taken for', async () => {
    const janus = (request: GremlinRequestSeen, socket: WebSocket) => {
      if (String(request.args.gremlin).includes('getClass'))
        socket.send(gremlinAnswer(id(request), 200, JANUS));
    };
    const long = async (autoPong: boolean) => {
      const server = await startScriptedGremlin(janus, { autoPong });
      stops.push(server.stop);
      const connection = await connect(graphEndpoint(server), { signal, silenceMs: 400 });
      return connection.call({ text: 'long', doing: 'to take long', timeoutMs: 1500 });
    };
    await expect(long(false)).rejects.toMatchObject({ message: expect.stringMatching(/no sign of life/) });
    await expect(long(true)).rejects.toMatchObject({
      message: expect.stringMatching(/no answer within 1\.5 s/),
    });
  });

  it('is asked for a password once, and never named it', async () => {
    const server = await gremlin((request, socket) => {
      const code = request.op === 'authentication' ? 401 : 407;
      socket.send(gremlinAnswer(request.requestId, code, null, 'Username and/or password are incorrect'));
    });
    const endpoint = graphEndpoint(server, { username: 'who', password: 'hunter2' });
    const connecting = connect(endpoint, { signal, timeoutMs: 5000 });
    await expect(connecting).rejects.toMatchObject({ code: 'store-auth' });
    await expect(connecting).rejects.not.toThrow(/hunter2|who/);
    expect(server.requests.map(({ op }) => op)).toEqual(['eval', 'authentication']);
  });

  const PROBED = JSON.stringify({
    ...{
      janusgraph: '1.1.0',
      tinkerpop: '3.7.3',
      id: null,
      storage: 'cql',
      indexBackends: {},
      setVertexId: null,
    },
    ...{
      customVertexIds: null,
      constraints: null,
      partitions: '32',
      ttl: true,
      distributed: true,
      instances: [],
    },
    ...{ openTransactions: [], graphs: [], configured: null, hasSchema: true, hasVertices: true },
  });

  it('describes its graph in words of its own', async () => {
    const server = await gremlin((request, socket) =>
      socket.send(gremlinAnswer(request.requestId, 200, JANUS)),
    );
    await expect(probe(graphEndpoint(server), signal)).rejects.toMatchObject({ code: 'store-protocol' });
  });

  /** Answers all that a backup asks; `page`: the values of one page. */
  const exporting = (page: unknown[]) => {
    const schema =
      '{"base":{"vertexLabels":[{"label":"v","staticVertex":false,"partition":false}],"edgeLabels":[{"label":"e","multiplicity":"MULTI","unidirected":false}],"propertyKeys":[],"compositeIndexes":[],"mixedIndexes":[],"vertexCentricEdgeIndexes":[],"vertexCentricPropertyIndexes":[]},"ext":{"connections":[],"vertexProps":{},"edgeProps":{},"signature":{},"sortKey":{},"status":{},"global":{},"local":{}}}';
    const list = (values: unknown[]) => ({ '@type': 'g:List', '@value': values });
    return gremlin(({ requestId, args }, socket) => {
      const script = String(args.gremlin);
      const data = script.includes('getClass')
        ? JANUS
        : script.includes('JanusGraphConstants')
          ? list([PROBED])
          : script.includes('openManagement')
            ? list([schema])
            : script.startsWith('BK.page')
              ? list(page)
              : list(['open']);
      socket.send(gremlinAnswer(requestId, 200, data));
    });
  };
  const taking = (server: { port: number }) =>
    snapshot(graphEndpoint(server), { write: async () => {} }, recordedRun(), {
      method: 'auto',
      scratch: SCRATCH,
      reader: 'amber',
    });
  const deflated = (text: string) => ({
    '@type': 'gx:ByteBuffer',
    '@value': deflateSync(text).toString('base64'),
  });
  const VERTEX = 'V{"id":{"@type":"g:Int64","@value":8},"label":"v"}\n';
  const EDGE =
    'E{"outV":{"@type":"g:Int64","@value":8},"inV":{"@type":"g:Int64","@value":8},"id":"e-1","label":"e"}\n';
  const pageOf = (vertices: number, edges: number, isLast = true, edgeLines = EDGE): unknown[] => [
    ...[vertices, edges, isLast, deflated(VERTEX), deflated(edgeLines), '["v","e"]'],
  ];

  it('sends as much as it says', async () => {
    const { contents } = await taking(await exporting(pageOf(1, 1)));
    expect(contents).toMatchObject({ vertices: 1, edges: 1 });
  });

  it.each<[string, unknown[]]>([
    ['pages that are none', [1, 2]],
    [
      'pages without names',
      [
        1,
        1,
        true,
        { '@type': 'gx:ByteBuffer', '@value': 'AAAA' },
        { '@type': 'gx:ByteBuffer', '@value': 'AAAA' },
      ],
    ],
    ['fewer vertices than it says', pageOf(2, 1)],
    ['more vertices than it says', pageOf(0, 1)],
    ['fewer edges than it says', pageOf(1, 2)],
    ['more edges than it says', pageOf(1, 1, true, EDGE + EDGE.replace('e-1', 'e-2'))],
    ['counts that are no numbers of anything', pageOf(1, 1e300)],
    ['the same page for ever', pageOf(1, 1, false)],
    ['nothing, for ever', [0, 0, false, deflated(''), deflated(''), '[]']],
  ])('sends %s', async (_, page) => {
    await expect(taking(await exporting(page))).rejects.toMatchObject({ code: 'store-protocol' });
  });

  it.each<[string, (request: GremlinRequestSeen, socket: WebSocket) => void]>([
    [
      'parts without an end',
      (request, socket) => {
        const part = gremlinAnswer(id(request), 206, { '@type': 'g:List', '@value': ['x'.repeat(100_000)] });
        const more = () => socket.readyState === socket.OPEN && socket.send(part, more);
        more();
      },
    ],
    [
      'one long message',
      (request, socket) => socket.send(gremlinAnswer(id(request), 200, 'x'.repeat(3_000_000))),
    ],
  ])('answers with %s', async (_, flood) => {
    const server = await gremlin((request, socket) => {
      if (String(request.args.gremlin).includes('getClass')) {
        socket.send(gremlinAnswer(id(request), 200, JANUS));
      } else flood(request, socket);
    });
    const connection = await connect(graphEndpoint(server), { signal });
    const call = connection.call({ text: 'flood', doing: 'to answer', timeoutMs: 60_000 });
    await expect(call).rejects.toMatchObject({
      code: 'store-protocol',
      message: expect.stringMatching(/far more than it was asked for/),
    });
    await expect(probe(graphEndpoint(server), signal)).rejects.toMatchObject({
      code: expect.stringMatching(/^store-(protocol|closed)$/),
    });
  });
});
