import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { dropForwarding } from '#lib/http/forwarding-headers';
import { judgeAction } from '#lib/http/judge-action';
import { judgeRequest, type Verdict } from '#lib/http/judge-request';
import { securityHeaders } from '#lib/http/security-headers';
import { env } from '#lib/platform/env';
import { isDevelopment } from '#lib/platform/mode';
import { ownOrigins } from '#lib/platform/own-origins';

/** Where the pages find what this file tells them; a client cannot say it. */
const NONCE = 'x-nonce';
const PATH = 'x-amber-path';

const pathOf = ({ nextUrl }: NextRequest): string => {
  const search = new URLSearchParams(nextUrl.search);
  search.delete('_rsc');
  return nextUrl.pathname + (search.size > 0 ? `?${search}` : '');
};

/** Only pages are asked with POST outside /api: the body is read as well, which the size of an action allows. */
const judge = async (request: NextRequest, origins: readonly string[]): Promise<Verdict> => {
  const verdict = judgeRequest(request.method, request.headers, origins);
  const called = request.method === 'POST' && !request.nextUrl.pathname.startsWith('/api/');
  return verdict.pass && called ? judgeAction(request.headers, await request.text()) : verdict;
};

/** The first to see a request: host, origin and size are checked here, and the answer's security headers are set. */
export const proxy = async (request: NextRequest): Promise<NextResponse> => {
  const origins = ownOrigins(env());
  const nonce = randomBytes(16).toString('base64');
  const outward = securityHeaders({
    nonce,
    secure: origins[0].startsWith('https:'),
    development: isDevelopment(),
  });
  const verdict = await judge(request, origins);
  if (!verdict.pass) {
    const { status, message } = verdict;
    return NextResponse.json({ message }, { status, headers: { ...outward, 'cache-control': 'no-store' } });
  }
  const inward = new Headers(request.headers);
  dropForwarding(inward);
  inward.set(NONCE, nonce);
  inward.set(PATH, pathOf(request));
  // Next reads the nonce here and puts it on its own scripts
  inward.set('content-security-policy', outward['content-security-policy']!);
  const answer = NextResponse.next({ request: { headers: inward } });
  for (const [name, value] of Object.entries(outward)) answer.headers.set(name, value);
  return answer;
};
