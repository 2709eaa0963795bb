import { type $ZodType, type output, safeParse } from 'zod/v4/core';
import { AmberError } from '../errors.ts';

/** Parses what came from outside; what is wrong becomes messages by field (`tls.ca`), the first a field has. */
export const parseRequest = <Schema extends $ZodType>(schema: Schema, input: unknown): output<Schema> => {
  const parsed = safeParse(schema, input);
  if (parsed.success) return parsed.data;
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) fields[issue.path.join('.') || 'form'] ??= issue.message;
  const first = Object.values(fields)[0] ?? 'Check the form';
  throw new AmberError('invalid-input', first, { fields });
};
