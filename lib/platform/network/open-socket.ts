import { createConnection, type Socket, type SocketConstructorOpts } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Endpoint } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';
import { resolveAddresses } from './resolve-address.ts';
import { abortError, endpointName, openError } from './socket-errors.ts';
import { tlsOptions } from './tls-options.ts';

/** Who takes the bytes, in place of the socket's own `data` events. */
export type OnRead = NonNullable<SocketConstructorOpts['onread']>;

const start = (endpoint: Endpoint, address: string, onread: OnRead | undefined): Socket => {
  const options = {
    host: address,
    port: endpoint.port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: 30_000,
    ...(onread ? { onread } : {}),
  };
  return endpoint.tls === null
    ? createConnection(options)
    : connectTls({ ...options, ...tlsOptions(endpoint.host, endpoint.tls) });
};

const timeoutError = (name: string, connected: boolean): AmberError =>
  new AmberError(
    'store-timeout',
    connected
      ? `${name} accepted the connection but did not answer the TLS handshake. It may not speak TLS on this port.`
      : `${name} could not be reached in time. Check host and port, and that no firewall is in between.`,
  );

const openAddress = (
  endpoint: Endpoint,
  address: string,
  ms: number,
  { signal, onread }: { signal: AbortSignal; onread?: OnRead },
): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const name = endpointName(endpoint.host, endpoint.port);
    const socket = start(endpoint, address, onread);
    let connected = false;
    const settle = (error: AmberError | null) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      socket.removeAllListeners();
      // A late error of a socket that nobody listens to would end the process.
      socket.on('error', () => {});
      if (error === null) resolve(socket);
      else {
        socket.destroy();
        reject(error);
      }
    };
    const abort = () => settle(abortError(signal));
    const timer = setTimeout(() => settle(timeoutError(name, connected)), ms);
    signal.addEventListener('abort', abort, { once: true });
    socket.once('connect', () => {
      connected = true;
      if (endpoint.tls === null) settle(null);
    });
    socket.once('secureConnect', () => settle(null));
    socket.once('error', (error) => settle(openError(name, error)));
    socket.once('close', () => settle(closedWhileOpening(name, endpoint.tls !== null)));
  });

const closedWhileOpening = (name: string, tls: boolean): AmberError =>
  tls
    ? new AmberError(
        'store-tls',
        `${name} closed the connection during the TLS handshake. It may not speak TLS on this port.`,
      )
    : new AmberError('store-closed', `${name} closed the connection at once.`);

const abortable = <T>(
  work: Promise<T>,
  ms: number,
  signal: AbortSignal,
  late: () => AmberError,
): Promise<T> =>
  new Promise((resolve, reject) => {
    const abort = () => settle(() => reject(abortError(signal)));
    const timer = setTimeout(() => settle(() => reject(late())), ms);
    const settle = (act: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      act();
    };
    signal.addEventListener('abort', abort, { once: true });
    work.then(
      (value) => settle(() => resolve(value)),
      (error: unknown) => settle(() => reject(error)),
    );
  });

/** Resolves the host once and opens TCP, and TLS where the endpoint asks for it, to the first address that answers. */
export const openSocket = async (
  endpoint: Endpoint,
  options: { signal: AbortSignal; onread?: OnRead },
  deadline: number,
): Promise<Socket> => {
  const { signal } = options;
  if (signal.aborted) throw abortError(signal);
  const left = () => Math.max(1, deadline - performance.now());
  const addresses = await abortable(
    resolveAddresses(endpoint.host),
    left(),
    signal,
    () =>
      new AmberError(
        'store-unresolved',
        `Resolving ${endpointName(endpoint.host, endpoint.port)} took too long.`,
      ),
  );
  let last: unknown;
  for (const [i, address] of addresses.entries()) {
    try {
      // Each address gets its share: a dead IPv6 route must not eat the time of the IPv4 one.
      return await openAddress(endpoint, address, left() / (addresses.length - i), options);
    } catch (error) {
      if (signal.aborted) throw error;
      last = error;
    }
  }
  throw last;
};
