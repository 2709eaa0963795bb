import { expect, it } from 'vitest';
import { AmberError } from '#lib/domain/errors';
import { interrupted, refusedWrite } from './incomplete.ts';

const key = (name: string | Buffer, type = 'hash') => ({ key: Buffer.from(name), type });

it.each([
  [
    key('user:1'),
    "OOM command not allowed when used memory > 'maxmemory'.",
    `The target refused key "user:1" (hash): OOM command not allowed when used memory > 'maxmemory'. Raise the target's maxmemory, then restore again.`,
  ],
  [
    key('user:1'),
    'ERR Out of memory',
    `The target refused key "user:1" (hash): ERR Out of memory. Raise the target's maxmemory, then restore again.`,
  ],
  [
    key(Buffer.from([0, 0x61, 0xff]), 'string'),
    'ERR Bad data format\r\n\u001b[31m',
    'The target refused key "\\x00a\\xff" (string): ERR Bad data format???[31m. Restore again.',
  ],
  [
    { key: null, type: 'the function library lib' },
    'ERR Error compiling function: user_function:2: syntax error',
    'The target refused the function library lib: ERR Error compiling function: user_function:2: syntax error. Restore again.',
  ],
])('names what was refused, in the words of the server (%#)', (label, words, message) => {
  const error = refusedWrite(label, words);
  expect(error.message).toBe(message);
  expect(error.code).toBe('restore-incomplete');
});

it('says how far an interrupted restore came', () => {
  const cause = new AmberError('store-closed', 'db:6379 reset the connection.');
  const error = interrupted(cause, '1,024 keys');
  expect(error.message).toBe(
    'The restore broke off after 1,024 keys: db:6379 reset the connection. Restore again.',
  );
  expect(error.cause).toBe(cause);
});
