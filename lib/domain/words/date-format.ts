/**
 * Formats of one form, kept by zone: to make one takes a hundred times as long as to use it, and lists use it in each
 * row. Throws RangeError where there is no such zone.
 */
export const dateFormats = (
  options: Intl.DateTimeFormatOptions,
): ((timeZone: string) => Intl.DateTimeFormat) => {
  const known = new Map<string, Intl.DateTimeFormat>();
  return (timeZone) => {
    const format = known.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { ...options, timeZone });
    known.set(timeZone, format);
    return format;
  };
};
