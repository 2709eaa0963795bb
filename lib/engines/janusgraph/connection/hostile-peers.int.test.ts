import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
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

  it('sends pages that are none', async () => {
    const pages: unknown[] = [
      { '@type': 'g:List', '@value': [1, 2] },
      {
        '@type': 'g:List',
        '@value': [
          1,
          1,
          true,
          { '@type': 'gx:ByteBuffer', '@value': 'AAAA' },
          { '@type': 'gx:ByteBuffer', '@value': 'AAAA' },
        ],
      },
    ];
    for (const page of pages) {
      const schema =
        '{"base":{"vertexLabels":[],"edgeLabels":[],"propertyKeys":[],"compositeIndexes":[],"mixedIndexes":[],"vertexCentricEdgeIndexes":[],"vertexCentricPropertyIndexes":[]},"ext":{"connections":[],"vertexProps":{},"edgeProps":{},"signature":{},"sortKey":{},"status":{},"global":{},"local":{}}}';
      const server = await gremlin(({ requestId, args }, socket) => {
        const script = String(args.gremlin);
        const text = (value: string) => ({ '@type': 'g:List', '@value': [value] });
        const data = script.includes('getClass')
          ? JANUS
          : script.includes('JanusGraphConstants')
            ? text(PROBED)
            : script.includes('openManagement')
              ? text(schema)
              : script.startsWith('BK.page')
                ? page
                : text('open');
        socket.send(gremlinAnswer(requestId, 200, data));
      });
      const taking = snapshot(graphEndpoint(server), { write: async () => {} }, recordedRun(), {
        method: 'auto',
        scratch: SCRATCH,
        reader: 'amber',
      });
      await expect(taking).rejects.toMatchObject({ code: 'store-protocol' });
    }
  });
});
