import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

export type GremlinRequestSeen = { requestId: string; op: string; args: Record<string, unknown> };

export type ScriptedGremlin = {
  port: number;
  /** What has arrived so far. */
  requests: GremlinRequestSeen[];
  stop(): Promise<void>;
};

/** An answer as a Gremlin Server gives it; `data`: GraphSON 3. */
export const gremlinAnswer = (requestId: string, code: number, data: unknown, message = ''): string =>
  JSON.stringify({
    requestId,
    status: { message, code, attributes: { '@type': 'g:Map', '@value': [] } },
    result: { data, meta: { '@type': 'g:Map', '@value': [] } },
  });

const readRequest = (bytes: Buffer): GremlinRequestSeen => {
  const body = JSON.parse(bytes.subarray(1 + bytes[0]!).toString('utf8'));
  return { requestId: body.requestId['@value'], op: body.op, args: body.args };
};

/** A server that speaks WebSocket at /gremlin and answers as it is told; for what no honest server does. */
export const startScriptedGremlin = async (
  answer: (request: GremlinRequestSeen, socket: WebSocket) => void,
  options: { autoPong?: boolean } = {},
): Promise<ScriptedGremlin> => {
  const http: Server = createServer();
  const webSockets = new WebSocketServer({ server: http, path: '/gremlin', ...options });
  const requests: GremlinRequestSeen[] = [];
  webSockets.on('connection', (socket) => {
    socket.on('error', () => {});
    socket.on('message', (data) => {
      const request = readRequest(data as Buffer);
      requests.push(request);
      answer(request, socket);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    port: (http.address() as AddressInfo).port,
    requests,
    stop: async () => {
      for (const socket of webSockets.clients) socket.terminate();
      webSockets.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
};
