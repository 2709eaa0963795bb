import { type $ZodType, safeParse } from 'zod/v4/core';

/** The first message that a value gets; null when it is taken. */
export const messageOf = (schema: $ZodType, value: unknown): string | null => {
  const parsed = safeParse(schema, value);
  return parsed.success ? null : (parsed.error.issues[0]?.message ?? '');
};
