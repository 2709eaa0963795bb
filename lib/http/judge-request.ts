import { carriesSession } from '#lib/auth/session-cookie';
import { isOwnHost } from '#lib/platform/own-origins';

/** Forms and actions are small. Routes that take files are not to pass the proxy at all, which cuts them at 10 MB. */
const MAX_BODY_BYTES = 1_048_576;

export type Verdict = { pass: true } | { pass: false; status: number; message: string };

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);
const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

const refuse = (status: number, message: string): Verdict => ({ pass: false, status, message });

/** A write that a browser sends with a session must come from one of our own pages; other sites cannot forge Origin. */
const judgeOrigin = (headers: Headers, origins: readonly string[]): Verdict => {
  const origin = headers.get('origin');
  const own = origin !== null && origins.includes(origin);
  if (carriesSession(headers.get('cookie')) && !own)
    return refuse(403, 'This request does not come from a page of Amber.');
  // without a session there is nothing to abuse but the sign-in itself; programs send no Origin
  if (origin !== null && !own) return refuse(403, 'This request does not come from a page of Amber.');
  return { pass: true };
};

const judgeBody = (headers: Headers): Verdict => {
  if (headers.has('transfer-encoding')) return refuse(411, 'Say how long the body is (Content-Length).');
  const length = Number(headers.get('content-length') ?? 0);
  if (length > MAX_BODY_BYTES) return refuse(413, 'This request is too large.');
  return { pass: true };
};

/** What is refused before anything else looks at it. `origins`: those under which the console is reached. */
export const judgeRequest = (method: string, headers: Headers, origins: readonly string[]): Verdict => {
  if (!isOwnHost(origins, headers.get('host')))
    return refuse(421, 'Amber does not answer under this name. AMBER_URL sets the one that it has.');
  if (READS.has(method)) return { pass: true };
  if (!WRITES.has(method)) return refuse(405, 'There is no such method.');
  const origin = judgeOrigin(headers, origins);
  return origin.pass ? judgeBody(headers) : origin;
};
