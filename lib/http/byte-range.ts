export type ByteRange = { start: number; end: number };

/**
 * The one range that a `Range` header asks for (RFC 9110, 14.2), inclusive. null: no range, several, or another unit,
 * which are answered with the whole; `unsatisfiable`: 416.
 */
export const parseRange = (header: string | undefined, total: number): ByteRange | 'unsatisfiable' | null => {
  const parts = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  if (parts === null) return null;
  const [, first, last] = parts;
  if (first === '' && last === '') return null;
  if (first === '') {
    const length = Math.min(Number(last), total);
    return length === 0 ? 'unsatisfiable' : { start: total - length, end: total - 1 };
  }
  const start = Number(first);
  const end = last === '' ? total - 1 : Math.min(Number(last), total - 1);
  if (start >= total) return 'unsatisfiable';
  return start > end ? null : { start, end };
};
