import { AmberError } from '#lib/domain/errors';
import type { Terminal } from './terminal.ts';

/** Enter, or the end of the input (Ctrl-D). */
const ENTER = new Set(['\r', '\n', '\u0004']);
const CTRL_C = '\u0003';
const BACKSPACE = new Set(['\b', '\u007f']);

/** Asks on the terminal without showing what is typed; null when nobody sits there. */
export const promptPassword = async ({ stdin, stderr }: Terminal, store: string): Promise<string | null> => {
  if (!stdin.isTTY || !stderr.isTTY) return null;
  // Before the question: what is typed at once must not be shown either.
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  try {
    stderr.write(`Password of ${store}: `);
    return await readHidden(stdin);
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write('\n');
  }
};

const readHidden = (stdin: NodeJS.ReadStream): Promise<string> =>
  new Promise((resolve, reject) => {
    const typed: string[] = [];
    const end = (finish: () => void) => {
      stdin.off('data', onData);
      finish();
    };
    const onData = (data: string) => {
      for (const character of data) {
        if (character === CTRL_C) return end(() => reject(new AmberError('cancelled', 'Cancelled.')));
        if (ENTER.has(character)) return end(() => resolve(typed.join('')));
        if (BACKSPACE.has(character)) typed.pop();
        else typed.push(character);
      }
    };
    stdin.on('data', onData);
    stdin.resume();
  });
