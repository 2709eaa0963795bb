import type { Verdict } from './judge-request.ts';

/** In the JSON that a page sends, `$` begins what JSON has no form for; a text that begins so is written `$$…`. */
const PLAIN_MARK = /^\$(\$|undefined$)/;

const isPlain = (body: string): boolean => {
  try {
    const list: unknown = JSON.parse(body, (_, value: unknown) => {
      if (typeof value === 'string' && value.startsWith('$') && !PLAIN_MARK.test(value))
        throw new TypeError();
      return value;
    });
    return Array.isArray(list) && list.length === 1;
  } catch {
    // no JSON, a reference, or nested so deep that the stack overflows
    return false;
  }
};

/**
 * A POST to a page calls a server action, and ours take one plain value. Next answers what it cannot read with 500, and
 * React's format can name functions, promises and streams: nothing of that gets as far.
 */
export const judgeAction = (headers: Headers, body: string): Verdict => {
  const action = headers.has('next-action') && headers.get('content-type')?.startsWith('text/plain');
  if (action && isPlain(body)) return { pass: true };
  return { pass: false, status: 400, message: 'This is no request that a page of Amber makes.' };
};
