import type { z } from 'zod';
import { AmberError } from '../errors.ts';

/** Parses what came from outside; what is wrong becomes messages by field (`tls.ca`), the first a field has. */
export const parseRequest = <Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) fields[issue.path.join('.') || 'form'] ??= issue.message;
  const first = Object.values(fields)[0] ?? 'Check the form';
  throw new AmberError('invalid-input', first, { fields });
};
