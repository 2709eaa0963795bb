import type { ErrorCode } from '#lib/domain/errors';

/** What a GET handler answered instead of data. The message is safe to show. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
  readonly status: number;
  readonly code: ErrorCode;

  constructor(status: number, code: ErrorCode, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Asks one of our GET handlers. Throws AnswerError; status 0 when nobody answered. */
export const fetchJson = async <Value>(path: string, signal?: AbortSignal): Promise<Value> => {
  const response = await fetch(path, {
    signal: signal ?? null,
    headers: { accept: 'application/json' },
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new AnswerError(0, 'internal', 'Amber does not answer. Is it running, and are you connected?');
  });
  if (response.ok) return (await response.json()) as Value;
  throw await answerErrorOf(response);
};

/** The error that a handler answered, in its own words. */
export const answerErrorOf = async (response: Response): Promise<AnswerError> => {
  const body = (await response.json().catch(() => null)) as {
    error?: { code?: ErrorCode; message?: string };
  } | null;
  const message = body?.error?.message ?? `Amber answered ${response.status}.`;
  return new AnswerError(response.status, body?.error?.code ?? 'internal', message);
};

/** A busy machine or a lost line is worth another try; a refusal stays one. */
export const isWorthRetrying = (failures: number, error: Error): boolean =>
  failures < 2 && !(error instanceof AnswerError && error.status >= 400 && error.status < 500);

/** `?search=a&status=failed` of the fields that are set; empty without any. */
export const queryText = (fields: Record<string, string | undefined>): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value) query.set(name, value);
  return query.size === 0 ? '' : `?${query}`;
};
