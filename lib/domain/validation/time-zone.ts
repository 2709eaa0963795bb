import * as z from 'zod/mini';

const UNKNOWN = 'Choose a time zone from the list';

/** Whether this machine knows the IANA name. Fixed offsets (`+02:00`) are no zones: they follow no clock change. */
export const isTimeZone = (name: string): boolean => {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]{1,63}$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

/** Names for a list, `UTC` first (`supportedValuesOf` leaves it out in some browsers and gives it in others). */
export const timeZoneNames = (): string[] => [
  'UTC',
  ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC'),
];

/** An IANA time zone, as written (`Asia/Kolkata` stays so, although engines call it `Asia/Calcutta`). */
export const timeZoneInput = z.string(UNKNOWN).check(z.trim(), z.refine(isTimeZone, UNKNOWN));
