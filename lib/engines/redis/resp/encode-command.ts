export type CommandArgument = string | number | Uint8Array;

const lengthOf = (argument: string | Uint8Array): number =>
  typeof argument === 'string' ? Buffer.byteLength(argument) : argument.byteLength;

/** One command as RESP. For single calls; pipelines use `CommandWriter`. */
export const encodeCommand = (args: readonly CommandArgument[]): Buffer => {
  const parts = args.map((argument) => (typeof argument === 'number' ? String(argument) : argument));
  const heads = parts.map((part) => `$${lengthOf(part)}\r\n`);
  const start = `*${parts.length}\r\n`;
  const size = parts.reduce((sum, part, i) => sum + heads[i]!.length + lengthOf(part) + 2, start.length);
  const out = Buffer.allocUnsafe(size);
  let at = out.write(start, 0, 'latin1');
  parts.forEach((part, i) => {
    at += out.write(heads[i]!, at, 'latin1');
    if (typeof part === 'string') at += out.write(part, at, 'utf8');
    else {
      out.set(part, at);
      at += part.byteLength;
    }
    at += out.write('\r\n', at, 'latin1');
  });
  return out;
};
