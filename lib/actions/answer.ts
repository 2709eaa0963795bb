import { headers } from 'next/headers';
import { web } from '#lib/composition/web';
import { codeOf, isAmberError, safeMessage } from '#lib/domain/errors';
import type { Actor } from '#lib/domain/roles';
import type { ActionResult } from '#lib/domain/views/action-result';
import { log } from '#lib/platform/log';

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
    return { ok: false, code: codeOf(error), message: safeMessage(error), ...(fields ? { fields } : {}) };
  }
};
