/** An error that the server sent as a reply: data, not thrown. */
export class ReplyError {
  /** First word in capitals: `ERR`, `NOPERM`, `LOADING`, … */
  readonly code: string;
  /** The whole line as the server sent it, without the leading `-`. */
  readonly message: string;

  constructor(message: string) {
    this.message = message;
    this.code = /^[A-Z][A-Z0-9_-]*(?=\s|$)/.exec(message)?.[0] ?? 'ERR';
  }
}

/**
 * One reply. Bulk strings are bytes, status lines text. Of RESP3: maps, sets and attributes come as flat arrays,
 * doubles as numbers, big numbers as bigint.
 */
export type Reply = Buffer | string | number | bigint | boolean | null | ReplyError | Reply[];

/** Bulk strings and status lines as text (UTF-8), null for all else. */
export const replyText = (reply: Reply): string | null => {
  if (typeof reply === 'string') return reply;
  if (Buffer.isBuffer(reply)) return reply.toString('utf8');
  return null;
};

/** Integers, also when the server sent them as text; null for all else. */
export const replyNumber = (reply: Reply): number | null => {
  if (typeof reply === 'number') return reply;
  if (typeof reply === 'bigint') return Number(reply);
  const text = replyText(reply);
  return text !== null && /^-?\d+$/.test(text) ? Number(text) : null;
};
