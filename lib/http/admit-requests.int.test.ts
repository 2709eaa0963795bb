import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type ClientRequest, get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';

const FIXTURE = join(import.meta.dirname, '../../e2e/fixtures/crowd-counter.ts');
const PRELOAD = join(import.meta.dirname, 'admit-requests.ts');

let server: ChildProcess;
let port: number;
const open: ClientRequest[] = [];
beforeEach(async () => {
  server = spawn(process.execPath, ['--import', PRELOAD, FIXTURE], { stdio: ['ignore', 'pipe', 'inherit'] });
  port = Number(String((await once(server.stdout!, 'data'))[0]));
});
afterEach(() => {
  for (const request of open.splice(0)) request.destroy();
  server.kill('SIGKILL');
});

const ask = (path: string): ClientRequest => {
  const request = get({ host: '127.0.0.1', port, path, agent: false });
  open.push(request);
  return request;
};
const answer = async (path: string): Promise<IncomingMessage> => (await once(ask(path), 'response'))[0];
const read = async (path: string): Promise<string> => text(await answer(path));
const crowd = (count: number) => Array.from({ length: count }, () => read('/data-stores'));

it('answers all of a crowd, and works on as many at a time as it can do justice to', async () => {
  const most = (await Promise.all(crowd(300))).map(Number);
  expect(most).toHaveLength(300);
  expect(Math.max(...most)).toBe(20);
});

it('keeps no turn for downloads that nobody reads', async () => {
  await Promise.all(Array.from({ length: 40 }, () => answer('/api/backups/bkp_1/download')));
  expect(Number(await read('/data-stores'))).toBe(1);
});

it('goes on with the others when some of the crowd leave', async () => {
  const leaving = Array.from({ length: 100 }, () => ask('/data-stores').on('error', () => {}));
  const staying = crowd(100);
  for (const request of leaving) request.destroy();
  expect(await Promise.all(staying)).toHaveLength(100);
});
