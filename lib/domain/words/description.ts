/** What Amber itself calls a backup: words, a comma, and the nominal or actual time. Stored like this (`automation.md`). */
const STAMPED = /^(.+), (\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?Z)$/;

export type DescriptionParts = {
  words: string;
  /** ISO 8601; null where none ends the description. */
  at: string | null;
};

/** A description without the time at its end, which is shown as times are everywhere. */
export const descriptionParts = (description: string): DescriptionParts => {
  const [, words, at] = STAMPED.exec(description) ?? [];
  return words && at && !Number.isNaN(Date.parse(at)) ? { words, at } : { words: description, at: null };
};
