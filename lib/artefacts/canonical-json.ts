import { AmberError } from '#lib/domain/errors';

const MAX_DEPTH = 32;

/**
 * JSON in one spelling only: no spaces, members sorted by UTF-16 code units (RFC 8785; the numbers of a manifest are
 * integers). Throws `malformed` for a value nested too deep.
 */
export const canonicalJson = (value: unknown, depth = 0): string => {
  if (depth > MAX_DEPTH) throw new AmberError('malformed', 'The manifest is nested too deep.');
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item, depth + 1)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member, depth + 1)}`);
  return `{${members.join(',')}}`;
};
