import { request as httpRequest } from 'node:http';
import { recordFault } from '../faults/record-fault.ts';
import { OWNER } from '../setup/owner.ts';
import { expect } from '../setup/test.ts';
import { listActions, sendRaw } from './reach/actions.ts';
import { expectNothingChanges } from './reach/nothing-changes.ts';
import { test } from './reach/shared-console.ts';

test('row 42: malformed, huge and odd requests get 4xx, and the console lives', async ({ behind }) => {
  const { url, cookie } = behind;
  const { id } = listActions().find(({ name }) => name === 'startBackup')!;
  const post = (body: string, headers: Record<string, string> = {}) =>
    sendRaw(`${url}/data-stores`, {
      method: 'POST',
      body,
      headers: { cookie, origin: url, 'next-action': id, 'content-type': 'text/plain', ...headers },
    });
  const refused = async (answer: Promise<{ status: number }>, what: string) => {
    const { status } = await answer;
    expect(status, what).toBeGreaterThanOrEqual(400);
    expect(status, what).toBeLessThan(500);
  };
  await expectNothingChanges(behind, async () => {
    await refused(post('{"not":"a list"'), 'half a JSON');
    await refused(post('[{"__proto__":{"role":"owner"}}]'), 'a prototype');
    await refused(post('["$1"]'), 'a reference');
    await refused(post('[{"then":"$F1"}]'), 'a function');
    await refused(post('['.repeat(100_000) + ']'.repeat(100_000)), 'deep nesting');
    await refused(post(''), 'nothing at all');
    const form = { 'content-type': 'multipart/form-data; boundary=x' };
    await refused(post(`--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n{}\r\n--x--`, form), 'a form');
    await refused(post('--y', form), 'half a form');
    await refused(post('[]'), 'no argument');
    await refused(post(`["${'x'.repeat(2_000_000)}"]`), 'two megabytes');
    await refused(post('[{}]', { 'next-action': '0'.repeat(42) }), 'an action that is not there');
    for (const method of ['PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND']) {
      await refused(sendRaw(`${url}/api/backups`, { method, headers: { cookie, origin: url } }), method);
    }
  });
  for (const path of [
    '/api/backups/../../etc/passwd',
    '/api/backups/%2e%2e%2fetc/download',
    '/api/backups/x/download',
    '/api/backups?search=%00',
  ]) {
    await refused(sendRaw(`${url}${path}`, { headers: { cookie } }), path);
  }
  expect((await sendRaw(`${url}/api/ready`)).status).toBe(200);
  recordFault(import.meta.url, {
    rows: [42],
    injected: 'Malformed JSON, odd paths, queries and headers',
    times: 1,
    survived: '4xx; the console lives.',
  });
});

test('row 42: bodies of 100 MB are refused by their size, and the console lives', async ({ behind }) => {
  const { url, cookie } = behind;
  const paths = ['/api/auth/sign-in/email', '/data-stores', '/setup', '/api/backups/bkp_x/download'];
  await expectNothingChanges(behind, async () => {
    for (const path of paths) {
      for (const signedIn of [true, false]) {
        const headers = {
          origin: url,
          'content-type': 'application/json',
          ...(signedIn ? { cookie } : {}),
        };
        expect(await flood(`${url}${path}`, headers), path).toBe(413);
      }
    }
  });
  expect((await sendRaw(`${url}/api/ready`)).status).toBe(200);
  recordFault(import.meta.url, {
    rows: [42],
    injected: 'Bodies of 100 MB, with a session and without',
    times: 8,
    survived: '413 by their size, nothing changed; the console lives.',
  });
});

test('row 42: __proto__ and its kin at the sign-in: 4xx, and nobody is in', async ({ behind }) => {
  const { url } = behind;
  for (const body of [
    `{"__proto__":{"email":"${OWNER.email}","password":"${OWNER.password}"}}`,
    `{"email":{"__proto__":"${OWNER.email}"},"password":"${OWNER.password}"}`,
    `{"constructor":{"prototype":{"role":"owner"}}}`,
    `{"email":"${OWNER.email}","password":{"$ne":""}}`,
    '{"email":',
    '[]',
    'null',
  ]) {
    const answer = await sendRaw(`${url}/api/auth/sign-in/email`, {
      method: 'POST',
      body,
      headers: { origin: url, 'content-type': 'application/json' },
    });
    expect(answer.status, body).toBeGreaterThanOrEqual(400);
    expect(answer.status, body).toBeLessThan(500);
    expect(answer.headers['set-cookie'], body).toBeUndefined();
  }
  recordFault(import.meta.url, {
    rows: [42],
    injected: '`__proto__` and its kin, operators and half JSON at the sign-in',
    times: 7,
    survived: '4xx, and nobody was in.',
  });
});

const HUGE = 100_000_000;

/** Sends a hundred megabytes for as long as nobody answers; gives the status of the answer. */
const flood = (url: string, headers: Record<string, string>): Promise<number> =>
  new Promise((resolve, reject) => {
    const request = httpRequest(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': String(HUGE) },
      agent: false,
    });
    const part = Buffer.alloc(100_000, 'x');
    let sent = 0;
    const send = () => {
      while (!request.destroyed && sent < HUGE) {
        sent += part.length;
        if (!request.write(part)) return;
      }
    };
    request.on('drain', send);
    request.once('error', reject);
    request.once('response', (response) => {
      resolve(response.statusCode ?? 0);
      request.destroy();
    });
    send();
  });
