import { codeOf, ERROR_ANSWERS, isAmberError, safeMessage } from '#lib/domain/errors';
import { log } from '#lib/platform/log';

const NO_STORE = { 'cache-control': 'no-store' };

/** The JSON answer of a GET handler: what the work gives, or `{error: {code, message}}` with the code's status. */
export const answerJson = async (work: () => Promise<unknown>): Promise<Response> => {
  try {
    return Response.json(await work(), { headers: NO_STORE });
  } catch (error) {
    return errorJson(error);
  }
};

const errorJson = (error: unknown): Response => {
  const code = codeOf(error);
  if (!isAmberError(error)) log().error({ err: error }, 'a request failed');
  return Response.json(
    { error: { code, message: safeMessage(error) } },
    { status: ERROR_ANSWERS[code].status, headers: NO_STORE },
  );
};
