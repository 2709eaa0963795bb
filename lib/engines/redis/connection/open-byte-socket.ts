import type { Socket } from 'node:net';
import type { Endpoint } from '#lib/domain/data-store';
import { openSocket } from '#lib/platform/network/open-socket';

/** Bytes of one read. Larger reads cost fewer turns of the event loop. */
const READ_BYTES = 256 * 1024;

/** An open socket whose bytes all come in the same buffer: a chunk is only valid during the call. */
export type OpenSocket = {
  socket: Socket;
  /** Says who takes the bytes; what came before is told at once. */
  onBytes(take: (chunk: Buffer) => void): void;
};

/** A connection to the store; what it says before anybody listens is kept. */
export const openByteSocket = async (
  endpoint: Endpoint,
  signal: AbortSignal,
  deadline: number,
): Promise<OpenSocket> => {
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
  const socket = await openSocket(endpoint, { signal, onread }, deadline);
  const onBytes = (take: (chunk: Buffer) => void) => {
    consumer = take;
    for (const chunk of early.splice(0)) take(chunk);
  };
  return { socket, onBytes };
};
