import { headers } from 'next/headers';
import { web } from '#lib/composition/web';
import { codeOf, ERROR_ANSWERS, isAmberError, safeMessage } from '#lib/domain/errors';
import type { Actor } from '#lib/domain/roles';
import type { ActionResult } from '#lib/domain/views/action-result';
import { log } from '#lib/platform/log';
import { setResponseStatus } from '#lib/platform/response-status';

/** Runs a use case for whoever sent the request, and turns what it throws into an answer: nothing is thrown at a page. */
export const answer = async <Value>(
  work: (actor: Actor | null, asked: Headers) => Promise<Value>,
): Promise<ActionResult<Value>> => {
  try {
    const asked = await headers();
    return { ok: true, value: await work(await web().actorOf(asked), asked) };
  } catch (error) {
    if (!isAmberError(error)) log().error({ err: error }, 'an action failed');
    const fields = isAmberError(error) ? error.fields : undefined;
    const code = codeOf(error);
    const { status } = ERROR_ANSWERS[code];
    // A request that is refused says so to programs too. What a store did is no failure of the console: proxies in
    // front put pages of their own in the place of a 502.
    if (status < 500) setResponseStatus(status);
    return { ok: false, code, message: safeMessage(error), ...(fields ? { fields } : {}) };
  }
};
