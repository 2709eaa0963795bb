import * as z from 'zod/mini';

/** A whole number from a form (`'30'`) or a program (`30`); anything else has one and the same message. */
export const wholeNumber = ({ min, max, error }: { min: number; max: number; error: string }) =>
  z.pipe(
    z.union([z.number(), z.string()], error),
    z.transform((input, context) => {
      const value =
        typeof input === 'number' ? input : /^\s*\d{1,15}\s*$/.test(input) ? Number(input) : Number.NaN;
      if (Number.isInteger(value) && value >= min && value <= max) return value;
      context.issues.push({ code: 'custom', message: error, input });
      return z.NEVER;
    }),
  );
