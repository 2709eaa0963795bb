/** The fields of an INFO reply, by name; the section headings are left out. A repeated name keeps its first value. */
export type Info = ReadonlyMap<string, string>;

export const parseInfo = (text: string): Info => {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (colon <= 0 || line.startsWith('#')) continue;
    const name = line.slice(0, colon);
    if (!fields.has(name)) fields.set(name, line.slice(colon + 1).replace(/\r$/, ''));
  }
  return fields;
};

/** A field that is a whole number; null where it is missing or something else. */
export const infoNumber = (info: Info, name: string): number | null => {
  const text = info.get(name);
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
};
