import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it } from 'vitest';

const FIXTURE = join(import.meta.dirname, '../../e2e/fixtures/slow-answers.ts');
const PRELOAD = join(import.meta.dirname, 'end-connections.ts');

let server: ChildProcess;
let port: number;
const sockets: Socket[] = [];
afterEach(() => {
  server.kill('SIGKILL');
  for (const socket of sockets.splice(0)) socket.destroy();
});

const start = async () => {
  server = spawn(process.execPath, ['--import', PRELOAD, FIXTURE], { stdio: ['ignore', 'pipe', 'inherit'] });
  port = Number(String((await once(server.stdout!, 'data'))[0]));
};

/** As a browser does ahead of need: a connection without a request. */
const connectOnly = async () => {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  sockets.push(socket);
  await once(socket, 'connect');
};

const begin = async (path: string): Promise<IncomingMessage> => {
  const call = request({ host: '127.0.0.1', port, path });
  call.end();
  const [response] = await once(call, 'response');
  return response;
};

const stop = async () => {
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  return await ended;
};

// Without the module each of them takes a minute, which is the bound for headers, or has no end.
it('ends with connections open on which nothing was asked, and finishes what is under way', async () => {
  await start();
  await connectOnly();
  const slow = await begin('/slow');
  await connectOnly();
  const [[code], body] = await Promise.all([stop(), text(slow)]);
  expect(code).toBe(0);
  expect(body).toBe('begun, ended');
});

it('cuts off an answer that has no end', async () => {
  await start();
  const endless = await begin('/endless');
  const cut = expect(text(endless)).rejects.toThrow('aborted');
  expect((await stop())[0]).toBe(0);
  await cut;
});
