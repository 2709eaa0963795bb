import type { ErrorCode, FieldErrors } from '../errors.ts';

/** What every server action answers: it never throws to the browser. */
export type ActionResult<Value> =
  | { ok: true; value: Value }
  | { ok: false; code: ErrorCode; message: string; fields?: FieldErrors };
