import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 180_000 });

const FIXTURE = join(import.meta.dirname, '../../e2e/fixtures/echo-address.ts');
const PRELOAD = join(import.meta.dirname, 'trust-sockets.ts');

let server: ChildProcess | undefined;
afterEach(() => server?.kill());

const start = async (trustedProxies: string): Promise<number> => {
  server = spawn(process.execPath, ['--import', PRELOAD, FIXTURE], {
    env: { ...process.env, AMBER_TRUSTED_PROXIES: trustedProxies },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = await once(server.stdout!, 'data');
  return Number(String(port));
};

const ask = async (port: number, headers: Record<string, string>, method = 'GET') => {
  const call = request({ host: '127.0.0.1', port, headers, method });
  call.end();
  const [response] = await once(call, 'response');
  return JSON.parse(await text(response));
};

const lies = {
  'X-Forwarded-For': '192.0.2.7',
  'X-Forwarded-Host': 'evil.example',
  'X-Real-IP': '192.0.2.8',
  Forwarded: 'for=192.0.2.9',
};

it('puts the address of the socket in place of what a client says of itself', async () => {
  const port = await start('');
  expect((await ask(port, lies)).forwarding).toEqual({ 'x-forwarded-for': '127.0.0.1' });
  expect((await ask(port, {})).forwarding).toEqual({ 'x-forwarded-for': '127.0.0.1' });
});

it('believes the chain of a proxy that the settings name', async () => {
  const port = await start('127.0.0.1');
  expect((await ask(port, lies)).forwarding).toEqual({ 'x-forwarded-for': '192.0.2.7' });
});

it('makes TRACE a method that can be refused', async () => {
  const port = await start('');
  expect((await ask(port, {}, 'TRACE')).method).toBe('PROPFIND');
});
