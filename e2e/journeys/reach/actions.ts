import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';

/** A server action as the build knows it. */
export type Action = { id: string; name: string; routes: string[] };

type Manifest = { node: Record<string, { workers: Record<string, unknown>; exportedName: string }> };

/** Every server action of the built console: none is forgotten, as Next itself lists them. */
export const listActions = (): Action[] => {
  const file = join(import.meta.dirname, '../../../.next/server/server-reference-manifest.json');
  const { node } = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  return Object.entries(node).map(([id, { workers, exportedName }]) => ({
    id,
    name: exportedName,
    routes: Object.keys(workers).map(routeOf),
  }));
};

/** `app/(console)/data-stores/(list)/page` → `/data-stores`. */
const routeOf = (worker: string): string =>
  `/${worker
    .split('/')
    .slice(1, -1)
    .filter((part) => !part.startsWith('('))
    .join('/')}`;

export type Answer = { status: number; headers: Record<string, unknown>; text: string };

type Sending = { method?: string; headers?: Record<string, string>; body?: string };

/** A request with exactly these headers, Host and Origin included, which no browser lets a page choose. */
export const sendRaw = (url: string, { method = 'GET', headers = {}, body }: Sending = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const request = httpRequest(url, { method, headers: { ...length, ...headers }, agent: false });
    request.once('error', reject);
    request.once('response', async (response) => {
      let text = '';
      for await (const chunk of response) text += String(chunk);
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
    });
    request.end(body);
  });

/** What an action answers, taken out of React's stream; null for an answer that comes from before the action. */
export type ActionAnswer = Answer & {
  result: { ok: boolean; code?: string; message?: string; fields?: Record<string, string> } | null;
};

type Forging = { url: string; cookie?: string; input: unknown; headers?: Record<string, string> };

/** Calls a server action as its page would, with any input and from wherever one likes. */
export const forge = async (
  name: string,
  { url, cookie, input, headers = {} }: Forging,
): Promise<ActionAnswer> => {
  const action = listActions().find((each) => each.name === name);
  if (!action) throw new Error(`the build has no action ${name}`);
  // a page with an id in its path: any will do, the action does not look at it
  const route =
    action.routes.find((each) => !each.includes('[')) ?? action.routes[0]!.replace('[id]', 'dst_x');
  const answer = await sendRaw(`${url}${route}`, {
    method: 'POST',
    body: JSON.stringify([input]),
    headers: {
      'next-action': action.id,
      'content-type': 'text/plain;charset=UTF-8',
      accept: 'text/x-component',
      origin: url,
      ...(cookie ? { cookie } : {}),
      ...headers,
    },
  });
  const line = answer.text.split('\n').find((each) => /^\d+:\{"ok":/.test(each));
  return { ...answer, result: line ? JSON.parse(line.slice(line.indexOf(':') + 1)) : null };
};

/** A Cookie header of a storage state. */
export const cookieOf = ({ cookies }: { cookies: { name: string; value: string }[] }): string =>
  cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
