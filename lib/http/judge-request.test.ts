import { describe, expect, it } from 'vitest';
import { ownOrigins } from '#lib/platform/own-origins';
import { judgeRequest } from './judge-request.ts';

const origins = ownOrigins({ url: null, port: 3000 });
const host = 'localhost:3000';
const cookie = 'theme=dark; amber.session_token=abc';

const statusOf = (
  method: string,
  headers: Record<string, string>,
  own: readonly string[] = origins,
): number => {
  const verdict = judgeRequest(method, new Headers(headers), own);
  return verdict.pass ? 200 : verdict.status;
};

describe('the host', () => {
  it.each([
    ['localhost:3000', 200],
    ['127.0.0.1:3000', 200],
    ['[::1]:3000', 200],
    ['LOCALHOST:3000', 200],
    ['localhost', 421],
    ['localhost:3001', 421],
    ['evil.example:3000', 421],
    ['localhost:3000.evil.example', 421],
    ['', 421],
  ])('%s gets %d', (name, status) => {
    expect(statusOf('GET', { host: name })).toBe(status);
  });

  it('is that of AMBER_URL alone once it is set', () => {
    const own = ownOrigins({ url: 'https://amber.example.com', port: 3000 });
    expect(statusOf('GET', { host: 'amber.example.com' }, own)).toBe(200);
    expect(statusOf('GET', { host }, own)).toBe(421);
  });

  it('has no port where the scheme implies it', () => {
    const own = ownOrigins({ url: null, port: 80 });
    expect(own).toEqual(['http://localhost', 'http://127.0.0.1', 'http://[::1]']);
    expect(statusOf('GET', { host: 'localhost' }, own)).toBe(200);
  });
});

describe('a write', () => {
  it.each<[string, Record<string, string>, number]>([
    ['from our page', { cookie, origin: 'http://localhost:3000' }, 200],
    ['from our page under its other name', { cookie, origin: 'http://127.0.0.1:3000' }, 200],
    ['without Origin', { cookie }, 403],
    ['from a sandbox', { cookie, origin: 'null' }, 403],
    ['from another site', { cookie, origin: 'https://evil.example' }, 403],
    ['from another port', { cookie, origin: 'http://localhost:3001' }, 403],
    ['from another scheme', { cookie, origin: 'https://localhost:3000' }, 403],
    ['with a secure session and no Origin', { cookie: '__Secure-amber.session_token=abc' }, 403],
    ['of a program that signs in', {}, 200],
    ['of a program with a cookie of something else', { cookie: 'amber.session_token_2=x' }, 200],
    ['of another site without a session', { origin: 'https://evil.example' }, 403],
    ['that is too large', { 'content-length': '1048577' }, 413],
    ['that is just not too large', { 'content-length': '1048576' }, 200],
    ['of unknown length', { 'transfer-encoding': 'chunked' }, 411],
  ])('%s', (_, headers, status) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      expect(statusOf(method, { host, ...headers })).toBe(status);
  });

  it('is not what TRACE and its like are for', () => {
    expect(statusOf('TRACE', { host })).toBe(405);
  });
});

it('leaves reads alone, wherever they come from', () => {
  expect(statusOf('GET', { host, cookie, origin: 'https://evil.example' })).toBe(200);
});
