import { once } from 'node:events';
import net from 'node:net';

/** What happens to the bytes that the server sends, counted from the start of each connection. */
export type ProxyFault =
  | { kind: 'none' }
  /** A reset after so many bytes. */
  | { kind: 'cut'; after: number }
  /** A clean end (FIN) after so many bytes. */
  | { kind: 'close'; after: number }
  /** Nothing more after so many bytes, and the connection stays open. */
  | { kind: 'stall'; after: number }
  /** One bit of this byte is turned over; all else passes. */
  | { kind: 'flip'; at: number }
  /** At most so many bytes a second. */
  | { kind: 'throttle'; bytesPerSecond: number };

export type TcpProxy = {
  port: number;
  /** For the bytes from now on, of connections that are open too. */
  inject(fault: ProxyFault): void;
  /** Bytes that the server has sent through it. */
  readonly bytes: number;
  /** Resets every open connection. */
  reset(): void;
  stop(): Promise<void>;
};

const TICK_MS = 20;

/** A proxy on a free loopback port in front of a server on this machine. */
export const startTcpProxy = async (target: number): Promise<TcpProxy> => {
  let fault: ProxyFault = { kind: 'none' };
  let bytes = 0;
  const open = new Set<net.Socket>();

  const relay = async (client: net.Socket, server: net.Socket): Promise<void> => {
    let passed = 0;
    // One for the whole connection: a slow client is waited for many times.
    const closed = once(client, 'close');
    closed.catch(() => {});
    for await (const data of server) {
      let chunk = data as Buffer;
      while (chunk.length > 0) {
        const share = shareOf(fault, passed, chunk.length);
        if (share === 0) {
          endAs(fault, client, server);
          // Leaving the loop ends the server's side, and with it the client's: a stall stays in it.
          if (fault.kind === 'stall') await closed;
          return;
        }
        const part = chunk.subarray(0, share);
        if (fault.kind === 'flip' && fault.at >= passed && fault.at < passed + share)
          part[fault.at - passed]! ^= 0x10;
        chunk = chunk.subarray(share);
        passed += part.length;
        bytes += part.length;
        if (!client.write(part)) await Promise.race([once(client, 'drain'), closed]);
        if (client.destroyed) return;
        if (fault.kind === 'throttle') await new Promise((resolve) => setTimeout(resolve, TICK_MS));
      }
    }
    client.end();
  };

  const proxy = net.createServer({ allowHalfOpen: true }, (client) => {
    const server = net.connect(target, '127.0.0.1');
    for (const socket of [client, server]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => open.delete(socket));
    }
    // Not the other way round: what the server sent before it closed is still on its way to the client.
    client.on('close', () => server.destroy());
    client.pipe(server);
    relay(client, server).catch(() => client.destroy());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const reset = () => {
    for (const socket of open) socket.resetAndDestroy();
  };
  return {
    port: (proxy.address() as net.AddressInfo).port,
    inject: (next) => {
      fault = next;
    },
    get bytes() {
      return bytes;
    },
    reset,
    stop: async () => {
      reset();
      proxy.close();
      await once(proxy, 'close');
    },
  };
};

/** How many of the bytes at hand may pass now; 0: the fault has come. */
const shareOf = (fault: ProxyFault, passed: number, length: number): number => {
  if (fault.kind === 'none' || fault.kind === 'flip') return length;
  if (fault.kind === 'throttle')
    return Math.max(1, Math.min(length, (fault.bytesPerSecond * TICK_MS) / 1000));
  return Math.max(0, Math.min(length, fault.after - passed));
};

const endAs = (fault: ProxyFault, client: net.Socket, server: net.Socket): void => {
  if (fault.kind === 'cut') client.resetAndDestroy();
  else if (fault.kind === 'close') client.end(() => server.destroy());
  // a stall keeps both ends open and reads no more
};
