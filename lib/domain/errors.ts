/**
 * Every error a person may read. The code decides what each boundary answers; the message is safe to
 * show: it names what was wrong and what to do, and never holds a secret.
 */
export type ErrorCode =
  // who asks
  | 'unauthenticated'
  | 'forbidden'
  // what was asked
  | 'invalid-input'
  | 'not-found'
  | 'conflict'
  | 'too-many-requests'
  // the store
  | 'store-refused'
  | 'store-timeout'
  | 'store-auth'
  | 'store-permission'
  | 'store-not-redis'
  | 'store-not-janusgraph'
  | 'store-tls'
  | 'store-unresolved'
  | 'store-address-denied'
  | 'store-unsupported'
  | 'store-closed'
  | 'store-protocol'
  | 'store-error'
  // the artefact
  | 'truncated'
  | 'checksum'
  | 'unknown-type'
  | 'unsupported-version'
  | 'malformed'
  | 'artefact-missing'
  | 'artefact-mismatch'
  | 'identity-needed'
  // the operation
  | 'preflight-refused'
  | 'restore-incomplete'
  | 'busy'
  | 'cancelled'
  | 'fenced'
  | 'too-long'
  // the machine
  | 'storage-full'
  | 'storage-unavailable'
  | 'internal';

/** What the boundaries do with a code. `retry`: a job that failed so may be tried again by itself. */
export type ErrorAnswer = { status: number; retry: boolean };

/** One exhaustive map for HTTP handlers, server actions and jobs (a forgotten code fails the build). */
export const ERROR_ANSWERS: Record<ErrorCode, ErrorAnswer> = {
  unauthenticated: { status: 401, retry: false },
  forbidden: { status: 403, retry: false },
  'invalid-input': { status: 400, retry: false },
  'not-found': { status: 404, retry: false },
  conflict: { status: 409, retry: false },
  'too-many-requests': { status: 429, retry: false },
  'store-refused': { status: 502, retry: true },
  'store-timeout': { status: 504, retry: true },
  'store-auth': { status: 502, retry: false },
  'store-permission': { status: 502, retry: false },
  'store-not-redis': { status: 502, retry: false },
  'store-not-janusgraph': { status: 502, retry: false },
  'store-tls': { status: 502, retry: false },
  'store-unresolved': { status: 502, retry: true },
  'store-address-denied': { status: 400, retry: false },
  'store-unsupported': { status: 422, retry: false },
  'store-closed': { status: 502, retry: true },
  'store-protocol': { status: 502, retry: false },
  'store-error': { status: 502, retry: false },
  truncated: { status: 422, retry: false },
  checksum: { status: 422, retry: false },
  'unknown-type': { status: 422, retry: false },
  'unsupported-version': { status: 422, retry: false },
  malformed: { status: 422, retry: false },
  'artefact-missing': { status: 410, retry: false },
  'artefact-mismatch': { status: 422, retry: false },
  'identity-needed': { status: 422, retry: false },
  'preflight-refused': { status: 422, retry: false },
  'restore-incomplete': { status: 500, retry: false },
  busy: { status: 409, retry: false },
  cancelled: { status: 409, retry: false },
  fenced: { status: 409, retry: false },
  'too-long': { status: 500, retry: false },
  'storage-full': { status: 507, retry: false },
  'storage-unavailable': { status: 503, retry: true },
  internal: { status: 500, retry: true },
};

/** Codes that say the bytes of an artefact are not what they must be: the backup becomes `Damaged`. */
export const ARTEFACT_CODES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'truncated',
  'checksum',
  'unknown-type',
  'unsupported-version',
  'malformed',
  'artefact-missing',
  'artefact-mismatch',
]);

export type FieldErrors = Record<string, string>;

export class AmberError extends Error {
  override readonly name = 'AmberError';
  readonly code: ErrorCode;
  /** Messages that belong beside a form field, by the field's name. */
  readonly fields: FieldErrors | undefined;
  /** Byte offset in an artefact, where one is known. */
  readonly offset: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    more: { fields?: FieldErrors; offset?: number; cause?: unknown } = {},
  ) {
    // It may quote a server, and PostgreSQL holds no NUL.
    super(message.replaceAll('\0', '?'), more.cause === undefined ? undefined : { cause: more.cause });
    this.code = code;
    this.fields = more.fields;
    this.offset = more.offset;
  }
}

export const isAmberError = (error: unknown): error is AmberError => error instanceof AmberError;

export const codeOf = (error: unknown): ErrorCode => (isAmberError(error) ? error.code : 'internal');

/** The sentence shown to people: an unknown error never shows its own text, which may hold a secret. */
export const safeMessage = (error: unknown): string =>
  isAmberError(error)
    ? error.message
    : 'Something went wrong inside Amber. The log of the process has the details.';
