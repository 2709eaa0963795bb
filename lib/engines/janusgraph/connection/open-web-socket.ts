import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { DEFAULT_GREMLIN_PATH, type Endpoint } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';
import { openSocket } from '#lib/platform/network/open-socket';
import { abortError, endpointName, openError } from '#lib/platform/network/socket-errors';

const notGremlin = (name: string, what: string): AmberError =>
  new AmberError(
    'store-not-janusgraph',
    `${name} is not a Gremlin Server: ${what}. Check the port and the path.`,
  );

const pathOf = (endpoint: Endpoint): string => {
  const path = endpoint.path || DEFAULT_GREMLIN_PATH;
  return path.startsWith('/') ? path : `/${path}`;
};

const webSocketAddress = (endpoint: Endpoint, name: string): URL => {
  try {
    return new URL(`http://${name}${pathOf(endpoint)}`);
  } catch (error) {
    throw new AmberError('invalid-input', `${name} is no address of a server.`, { cause: error });
  }
};

const handshakeError = (endpoint: Endpoint, name: string, error: NodeJS.ErrnoException): AmberError => {
  const code = error.code ?? '';
  if (code.startsWith('HPE_') || /Sec-WebSocket|Upgrade|Parse Error/i.test(error.message)) {
    return notGremlin(name, 'what answers there speaks no WebSocket');
  }
  if (code === 'ECONNRESET' && endpoint.tls === null) {
    return new AmberError(
      'store-closed',
      `${name} closed the connection before it answered. It may expect TLS (wss), or be no Gremlin Server.`,
      { cause: error },
    );
  }
  return openError(name, error);
};

const statusError = (name: string, path: string, status: number): AmberError => {
  if (status === 401 || status === 403) {
    return new AmberError(
      'store-auth',
      `${name} refuses the connection itself (HTTP ${status}): something in front of the server asks for a login of its own.`,
    );
  }
  return notGremlin(name, `it answered ${JSON.stringify(path)} with the HTTP status ${status}`);
};

export type Opening = {
  signal: AbortSignal;
  /** Of one message of the server. */
  mostBytes: number;
};

/** Its own listeners answer for it from now on; none of its errors can end the process. */
const upgrade = (
  endpoint: Endpoint,
  socket: Socket,
  ms: number,
  { signal, mostBytes }: Opening,
): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const name = endpointName(endpoint.host, endpoint.port);
    const url = webSocketAddress(endpoint, name);
    url.protocol = 'ws:';
    const webSocket = new WebSocket(url, {
      // opened by us, TLS included: the address was checked and the certificate too
      createConnection: () => socket,
      perMessageDeflate: false,
      maxPayload: mostBytes,
      followRedirects: false,
    });
    webSocket.on('error', () => {});
    const settle = (error: AmberError | null) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      if (error === null) resolve(webSocket);
      else {
        webSocket.terminate();
        socket.destroy();
        reject(error);
      }
    };
    const abort = () => settle(abortError(signal));
    const timer = setTimeout(
      () =>
        settle(
          new AmberError(
            'store-timeout',
            `${name} accepted the connection but no Gremlin Server answered at ${JSON.stringify(url.pathname)}. Check the path, and that the server is not stopped${endpoint.tls === null ? ' and does not expect TLS' : ''}.`,
          ),
        ),
      ms,
    );
    signal.addEventListener('abort', abort, { once: true });
    webSocket.once('open', () => settle(null));
    webSocket.once('unexpected-response', (_, response) => {
      response.resume();
      settle(statusError(name, url.pathname, response.statusCode ?? 0));
    });
    webSocket.once('error', (error) => settle(handshakeError(endpoint, name, error)));
  });

/** Connects, TLS included, and becomes a WebSocket. `deadline`: of `performance.now()`. */
export const openWebSocket = async (
  endpoint: Endpoint,
  opening: Opening,
  deadline: number,
): Promise<WebSocket> => {
  const socket = await openSocket(endpoint, { signal: opening.signal }, deadline);
  try {
    return await upgrade(endpoint, socket, Math.max(1, deadline - performance.now()), opening);
  } catch (error) {
    socket.destroy();
    throw error;
  }
};
