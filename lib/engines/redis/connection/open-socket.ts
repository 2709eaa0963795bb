import { createConnection, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Endpoint } from '#lib/domain/data-store';
import { AmberError } from '#lib/domain/errors';
import { abortError, endpointName, openError } from './connection-errors.ts';
import { resolveAddresses } from './resolve-address.ts';
import { tlsOptions } from './tls-options.ts';

/** Bytes of one read. Larger reads cost fewer turns of the event loop. */
const READ_BYTES = 256 * 1024;

/** An open socket whose bytes all come in the same buffer: a chunk is only valid during the call. */
export type OpenSocket = {
  socket: Socket;
  /** Says who takes the bytes; what came before is told at once. */
  onBytes(take: (chunk: Buffer) => void): void;
};

const start = (endpoint: Endpoint, address: string): OpenSocket => {
  const early: Buffer[] = [];
  let consumer = (chunk: Buffer): void => {
    early.push(Buffer.from(chunk));
  };
  const onread = {
    buffer: Buffer.allocUnsafeSlow(READ_BYTES),
    callback: (bytes: number, buffer: Uint8Array) => {
      consumer(Buffer.from(buffer.buffer, buffer.byteOffset, bytes));
      return true;
    },
  };
  const options = {
    host: address,
    port: endpoint.port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: 30_000,
    onread,
  };
  const socket =
    endpoint.tls === null
      ? createConnection(options)
      : connectTls({ ...options, ...tlsOptions(endpoint.host, endpoint.tls) });
  const onBytes = (take: (chunk: Buffer) => void) => {
    consumer = take;
    for (const chunk of early.splice(0)) take(chunk);
  };
  return { socket, onBytes };
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
  signal: AbortSignal,
): Promise<OpenSocket> =>
  new Promise((resolve, reject) => {
    const name = endpointName(endpoint.host, endpoint.port);
    const opened = start(endpoint, address);
    const { socket } = opened;
    let connected = false;
    const settle = (error: AmberError | null) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      socket.removeAllListeners();
      // A late error of a socket that nobody listens to would end the process.
      socket.on('error', () => {});
      if (error === null) resolve(opened);
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
  signal: AbortSignal,
  deadline: number,
): Promise<OpenSocket> => {
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
      return await openAddress(endpoint, address, left() / (addresses.length - i), signal);
    } catch (error) {
      if (signal.aborted) throw error;
      last = error;
    }
  }
  throw last;
};
