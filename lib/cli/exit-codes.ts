import { codeOf, type ErrorCode } from '#lib/domain/errors';

export const DONE = 0;
const FAILED = 1;
const WRONG_USE = 2;
const INVALID_ARTEFACT = 3;
export const REFUSED = 4;
export type ExitCode = 0 | 1 | 2 | 3 | 4;

/** A forgotten code fails the build. */
const EXIT_CODES: Record<ErrorCode, ExitCode> = {
  unauthenticated: FAILED,
  forbidden: FAILED,
  'invalid-input': WRONG_USE,
  'not-found': FAILED,
  conflict: WRONG_USE,
  'too-many-requests': FAILED,
  'store-refused': FAILED,
  'store-timeout': FAILED,
  'store-auth': FAILED,
  'store-permission': FAILED,
  'store-not-redis': FAILED,
  'store-not-janusgraph': FAILED,
  'store-tls': FAILED,
  'store-unresolved': FAILED,
  'store-address-denied': FAILED,
  'store-unsupported': FAILED,
  'store-closed': FAILED,
  'store-protocol': FAILED,
  'store-error': FAILED,
  truncated: INVALID_ARTEFACT,
  checksum: INVALID_ARTEFACT,
  'unknown-type': INVALID_ARTEFACT,
  'unsupported-version': INVALID_ARTEFACT,
  malformed: INVALID_ARTEFACT,
  'artefact-missing': INVALID_ARTEFACT,
  'artefact-mismatch': INVALID_ARTEFACT,
  // The backup may be sound: the command was given without the key to it.
  'identity-needed': WRONG_USE,
  'preflight-refused': REFUSED,
  'restore-incomplete': FAILED,
  busy: FAILED,
  cancelled: FAILED,
  fenced: FAILED,
  'too-long': FAILED,
  'storage-full': FAILED,
  'storage-unavailable': FAILED,
  internal: FAILED,
};

export const exitCodeOf = (error: unknown): ExitCode => EXIT_CODES[codeOf(error)];
